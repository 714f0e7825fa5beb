namespace DeepWonder3D.Formats.Mat;

/// <summary>Walks through the elements of a MATLAB 5 file, or of one inflated variable, and never past a stated end.</summary>
/// <param name="stream">Stands where the walk begins.</param>
/// <param name="isForeignOrder">Whether the byte order is not this machine's.</param>
/// <param name="path">The file's name, for messages.</param>
internal sealed class MatElements(Stream stream, bool isForeignOrder, string path)
{
    private const int SmallTagBytes = 4;

    private readonly string _path = path;

    public bool IsForeignOrder { get; } = isForeignOrder;

    /// <summary>Bytes read or skipped since the walk began.</summary>
    public long Position { get; private set; }

    public static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.MatFileInvalid, $"The MATLAB file '{path}' cannot be read: {why}.", path, "Save it again in MATLAB, with -v7.", inner);

    public DeepWonderException Invalid(string why) => Invalid(_path, $"{why}, at byte {Position}");

    /// <summary>Reads the tag of an element that ends at or before <paramref name="end"/>.</summary>
    public MatTag ReadTag(long end)
    {
        uint first = ReadUInt32(end);
        int small = (int)(first >> 16);
        if (small > SmallTagBytes)
        {
            throw Invalid($"an element in short form claims {small} bytes");
        }

        long bytes = small > 0 ? small : ReadUInt32(end);
        int unit = small > 0 ? SmallTagBytes : 2 * SmallTagBytes;
        MatType type = (MatType)(first & 0xFFFF);
        int padding = type == MatType.Compressed ? 0 : (int)((unit - (bytes % unit)) % unit);
        if (bytes > end - Position)
        {
            throw Invalid($"an element claims {bytes} bytes where {end - Position} are left");
        }

        return new MatTag(type, bytes, padding);
    }

    /// <summary>Reads the data of an element of bytes, and its padding.</summary>
    public byte[] ReadBytes(MatTag tag, long end)
    {
        byte[] bytes = new byte[tag.Bytes];
        Read(bytes);
        SkipPadding(tag, end);
        return bytes;
    }

    /// <summary>Reads the data of an element of 32-bit numbers, and its padding.</summary>
    public int[] ReadInt32s(MatTag tag, long end)
    {
        int[] values = new int[tag.Bytes / sizeof(int)];
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Read(bytes);
        if (IsForeignOrder)
        {
            ByteOrder.Swap(bytes, sizeof(int));
        }

        SkipPadding(tag, end);
        return values;
    }

    public void Read(Span<byte> bytes)
    {
        stream.ReadExactly(bytes);
        Position += bytes.Length;
    }

    /// <summary>Writers may leave out the padding after the last element.</summary>
    public void SkipPadding(MatTag tag, long end) => SkipTo(Math.Min(Position + tag.Padding, end));

    public void SkipTo(long position)
    {
        if (stream.CanSeek && position != Position)
        {
            stream.Seek(position - Position, SeekOrigin.Current);
            Position = position;
            return;
        }

        Span<byte> discarded = stackalloc byte[4096];
        while (Position < position)
        {
            Read(discarded[..(int)Math.Min(discarded.Length, position - Position)]);
        }
    }

    private uint ReadUInt32(long end)
    {
        if (end - Position < sizeof(uint))
        {
            throw Invalid("it ends inside an element");
        }

        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        Read(bytes);
        uint value = MemoryMarshal.Read<uint>(bytes);
        return IsForeignOrder ? BinaryPrimitives.ReverseEndianness(value) : value;
    }
}

/// <summary>The word that says what sort of array follows.</summary>
internal readonly record struct MatFlags(int Word)
{
    private const int LogicalBit = 0x0200;
    private const int ComplexBit = 0x0800;

    public MatClass Class => (MatClass)(Word & 0xFF);

    public bool IsLogical => (Word & LogicalBit) != 0;

    public bool IsComplex => (Word & ComplexBit) != 0;

    public static MatFlags Of(MatClass arrayClass, bool isLogical) => new((int)arrayClass | (isLogical ? LogicalBit : 0));
}

/// <summary>What stands before an element's data.</summary>
/// <param name="Type">The type of the data.</param>
/// <param name="Bytes">The length of the data.</param>
/// <param name="Padding">Bytes between the end of the data and the next element.</param>
internal readonly record struct MatTag(MatType Type, long Bytes, int Padding);
