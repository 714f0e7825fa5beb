using BitMiracle.LibTiff.Classic;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>
/// Makes the bytes of one directory: its entries, in ascending order of tags, followed by the values that do not fit into them.
/// </summary>
internal sealed class TiffDirectoryBuilder(bool isBig, bool isBigEndian)
{
    private readonly List<(TiffTag Tag, TiffType Type, long Count, byte[] Value)> _entries = [];

    /// <summary>Bytes of the directory with its values.</summary>
    public long Size => DirectoryBytes + _entries.Sum(e => IsInline(e.Value) ? 0L : Even(e.Value.Length));

    private int OffsetBytes => isBig ? 8 : 4;

    private int EntryBytes => isBig ? 20 : 12;

    private int CountBytes => isBig ? 8 : 2;

    private long DirectoryBytes => Even(CountBytes + (_entries.Count * EntryBytes) + OffsetBytes);

    public TiffDirectoryBuilder Add(TiffTag tag, ushort value) => Add(tag, TiffType.SHORT, 1, Number(value, 2));

    public TiffDirectoryBuilder Add(TiffTag tag, uint value) => Add(tag, TiffType.LONG, 1, Number(value, 4));

    /// <summary>Adds offsets or counts, as wide as this kind of TIFF has them.</summary>
    public TiffDirectoryBuilder Add(TiffTag tag, ReadOnlySpan<long> values)
    {
        byte[] bytes = new byte[values.Length * OffsetBytes];
        for (int i = 0; i < values.Length; i++)
        {
            Write(bytes.AsSpan(i * OffsetBytes), values[i], OffsetBytes);
        }

        return Add(tag, isBig ? TiffType.LONG8 : TiffType.LONG, values.Length, bytes);
    }

    /// <summary>Adds a text, closed by a zero.</summary>
    public TiffDirectoryBuilder Add(TiffTag tag, ReadOnlySpan<byte> text) => Add(tag, TiffType.ASCII, text.Length + 1, [.. text, 0]);

    public TiffDirectoryBuilder Add(TiffTag tag, (uint Above, uint Below) rational) =>
        Add(tag, TiffType.RATIONAL, 1, [.. Number(rational.Above, 4), .. Number(rational.Below, 4)]);

    /// <summary>The bytes of the directory and its values.</summary>
    /// <param name="offset">Where they will lie in the file.</param>
    /// <param name="next">Where the next directory will lie; 0 after the last one.</param>
    public byte[] Build(long offset, long next)
    {
        byte[] bytes = new byte[Size];
        long values = DirectoryBytes;
        Write(bytes, _entries.Count, CountBytes);
        Span<byte> entry = bytes.AsSpan(CountBytes);
        foreach ((TiffTag tag, TiffType type, long count, byte[] value) in _entries)
        {
            Write(entry, (int)tag, 2);
            Write(entry[2..], (int)type, 2);
            Write(entry[4..], count, OffsetBytes);
            Span<byte> place = entry[(4 + OffsetBytes)..];
            if (IsInline(value))
            {
                value.CopyTo(place);
            }
            else
            {
                Write(place, offset + values, OffsetBytes);
                value.CopyTo(bytes.AsSpan((int)values));
                values += Even(value.Length);
            }

            entry = entry[EntryBytes..];
        }

        Write(entry, next, OffsetBytes);
        return bytes;
    }

    /// <summary>The header of a file whose first directory lies at <paramref name="firstDirectory"/>.</summary>
    public byte[] Header(long firstDirectory)
    {
        byte[] header = new byte[TiffFile.HeaderBytes(isBig)];
        header.AsSpan(0, 2).Fill((byte)(isBigEndian ? 'M' : 'I'));
        Write(header.AsSpan(2), isBig ? 43 : 42, 2);
        if (isBig)
        {
            Write(header.AsSpan(4), OffsetBytes, 2);
        }

        Write(header.AsSpan(header.Length - OffsetBytes), firstDirectory, OffsetBytes);
        return header;
    }

    private static long Even(long bytes) => bytes + (bytes & 1);

    private bool IsInline(byte[] value) => value.Length <= OffsetBytes;

    private TiffDirectoryBuilder Add(TiffTag tag, TiffType type, long count, byte[] value)
    {
        _entries.Add((tag, type, count, value));
        return this;
    }

    private byte[] Number(long value, int size)
    {
        byte[] bytes = new byte[size];
        Write(bytes, value, size);
        return bytes;
    }

    private void Write(Span<byte> destination, long value, int size)
    {
        for (int i = 0; i < size; i++)
        {
            destination[isBigEndian ? size - 1 - i : i] = (byte)(value >> (8 * i));
        }
    }
}
