namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>
/// Walks through the bytes of a structure; numbers are little-endian, and a step beyond the end is an error of the file's.
/// </summary>
internal sealed class Hdf5Cursor(Hdf5File file, byte[] bytes)
{
    public int Position { get; set; }

    public int Left => bytes.Length - Position;

    public byte Byte() => Take(1)[0];

    public int UInt16() => (int)Number(2);

    public long UInt32() => Number(4);

    /// <summary>An unsigned number of so many bytes; those of 2⁶³ and above, which no size reaches, are refused.</summary>
    public long Number(int size)
    {
        ReadOnlySpan<byte> taken = Take(size);
        ulong value = 0;
        for (int i = 0; i < size; i++)
        {
            value |= i < 8 ? (ulong)taken[i] << (8 * i) : 0;
        }

        return value <= long.MaxValue ? (long)value : throw file.Invalid("it states a number above 2⁶³");
    }

    /// <summary>An address from the start of the file; -1 for one that is not defined.</summary>
    public long Address()
    {
        ReadOnlySpan<byte> taken = Take(file.OffsetBytes);
        if (taken.IndexOfAnyExcept((byte)0xFF) < 0)
        {
            return -1;
        }

        Position -= file.OffsetBytes;
        long address = Number(file.OffsetBytes);
        return address <= file.End - file.Base
            ? address + file.Base
            : throw file.Invalid($"it refers to byte {address}, beyond its end");
    }

    public long Length() => Number(file.LengthBytes);

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Left)
        {
            throw file.Invalid($"a structure of {bytes.Length} bytes ends before its content does");
        }

        ReadOnlySpan<byte> taken = bytes.AsSpan(Position, count);
        Position += count;
        return taken;
    }

    public void Skip(long count) => Take((int)Math.Min(count, int.MaxValue));

    /// <summary>A text that ends with a zero.</summary>
    public string TextToZero()
    {
        int length = bytes.AsSpan(Position).IndexOf((byte)0);
        if (length < 0)
        {
            throw file.Invalid("a name has no end");
        }

        string text = Encoding.UTF8.GetString(Take(length));
        Position++;
        return text;
    }

    public void Expect(ReadOnlySpan<byte> signature)
    {
        if (!Take(signature.Length).SequenceEqual(signature))
        {
            throw file.Invalid($"a structure lacks its signature '{Encoding.ASCII.GetString(signature)}'");
        }
    }

    public void ExpectVersion(int most, string what)
    {
        int version = Byte();
        if (version > most)
        {
            throw file.Invalid($"{what} has version {version}, and versions up to {most} are read");
        }
    }
}
