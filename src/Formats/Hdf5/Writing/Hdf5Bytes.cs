using System.Buffers;

namespace DeepWonder3D.Formats.Hdf5.Writing;

/// <summary>Collects the bytes of a structure; numbers are little-endian.</summary>
internal sealed class Hdf5Bytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public Hdf5Bytes Number(long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        _bytes.Write(bytes[..size]);
        return this;
    }

    public Hdf5Bytes Byte(int value) => Number(value, 1);

    /// <summary>An address; -1 stands for none.</summary>
    public Hdf5Bytes Address(long value) => Number(value, 8);

    public Hdf5Bytes Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A text in ASCII without an end.</summary>
    public Hdf5Bytes Ascii(string text) => Raw(Encoding.ASCII.GetBytes(text));

    /// <summary>The checksum of all before it.</summary>
    public Hdf5Bytes Checksum() => Number(Structure.Hdf5Checksum.Of(_bytes.WrittenSpan), 4);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
