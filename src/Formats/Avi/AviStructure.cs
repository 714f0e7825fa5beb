namespace DeepWonder3D.Formats.Avi;

/// <summary>The parts of an AVI: its headers, where its frames lie, and where its indexes are.</summary>
internal sealed class AviStructure
{
    private const int MostChunks = 100_000;
    private const int MostHeaderBytes = 1 << 20;
    private const int BitmapHeaderBytes = 40;
    private const int StreamHeaderBytes = 36;
    private const int PaletteBytes = 1024;
    private const int MaxSide = 1 << 16;

    private readonly BinaryFile _file;
    private int _chunks;
    private int _streams;

    private AviStructure(BinaryFile file)
    {
        _file = file;
    }

    public AviStream? Stream { get; private set; }

    /// <summary>The lists of frames: where what they hold begins, and the first byte after it.</summary>
    public List<(long Start, long End)> Movies { get; } = [];

    /// <summary>Where the old index lies, and its bytes; none where it is missing.</summary>
    public (long Start, long Bytes)? OldIndex { get; private set; }

    /// <summary>The stream's OpenDML index; empty for none.</summary>
    public byte[] SuperIndex { get; private set; } = [];

    public int SegmentCount { get; private set; }

    /// <summary>Whether the file ends before a part of it does, or was never closed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Walks through a file's parts.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.RecordingDamaged"/>.</exception>
    public static AviStructure Read(BinaryFile file, CancellationToken cancellationToken)
    {
        AviStructure structure = new(file);
        for (long at = 0; at <= file.Length - 12;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (uint id, uint size) = structure.Header(at);
            if (id != AviStream.FourCc("RIFF"u8))
            {
                break;
            }

            // A program that was stopped leaves a size of nothing.
            long end = structure.EndOf(at + 8, size == 0 ? uint.MaxValue : size, file.Length);
            structure.SegmentCount++;
            structure.ReadSegment(at + 12, end);
            at = end + (end & 1);
        }

        return structure;
    }

    /// <summary>The name and the size of the part that begins at a byte.</summary>
    public (uint Id, uint Size) Header(long at)
    {
        Span<byte> header = stackalloc byte[8];
        _file.Read(at, header);
        return (BinaryPrimitives.ReadUInt32LittleEndian(header), BinaryPrimitives.ReadUInt32LittleEndian(header[4..]));
    }

    private void ReadSegment(long start, long end)
    {
        for (long at = start; at <= end - 8;)
        {
            if (++_chunks > MostChunks)
            {
                throw _file.Invalid($"it has more than {MostChunks} parts that are no frames");
            }

            (uint id, uint size) = Header(at);
            bool isList = id == AviStream.FourCc("LIST"u8) && at <= end - 12;
            uint type = isList ? Header(at + 8).Id : 0;
            bool isMovie = isList && type == AviStream.FourCc("movi"u8);
            long next = EndOf(at + 8, isMovie && size <= 4 ? uint.MaxValue : size, end);
            if (isMovie)
            {
                Movies.Add((at + 12, next));
            }
            else if (isList && type == AviStream.FourCc("hdrl"u8))
            {
                ReadHeaders(at + 12, next);
            }
            else if (id == AviStream.FourCc("idx1"u8) && next - at - 8 == size)
            {
                // One that is cut does not name all frames that there are.
                OldIndex ??= (at + 8, size);
            }

            at = next + (next & 1);
        }
    }

    private void ReadHeaders(long start, long end)
    {
        for (long at = start; at <= end - 8;)
        {
            if (++_chunks > MostChunks)
            {
                throw _file.Invalid($"it has more than {MostChunks} headers");
            }

            (uint id, uint size) = Header(at);
            long next = EndOf(at + 8, size, end);
            if (id == AviStream.FourCc("LIST"u8) && at <= end - 12 && Header(at + 8).Id == AviStream.FourCc("strl"u8))
            {
                ReadStream(at + 12, next);
            }

            at = next + (next & 1);
        }
    }

    private void ReadStream(long start, long end)
    {
        int number = _streams++;
        (byte[] header, byte[] format, byte[] index) = ([], [], []);
        for (long at = start; at <= end - 8;)
        {
            (uint id, uint size) = Header(at);
            long next = EndOf(at + 8, size, end);
            if (id == AviStream.FourCc("strh"u8))
            {
                header = Content(at + 8, next);
            }
            else if (id == AviStream.FourCc("strf"u8))
            {
                format = Content(at + 8, next);
            }
            else if (id == AviStream.FourCc("indx"u8))
            {
                index = Content(at + 8, next);
            }

            at = next + (next & 1);
        }

        if (Stream is null && header.AsSpan().StartsWith("vids"u8))
        {
            Stream = Parse(number, header, format);
            SuperIndex = index;
        }
    }

    private AviStream Parse(int number, ReadOnlySpan<byte> header, ReadOnlySpan<byte> format)
    {
        if (header.Length < StreamHeaderBytes || format.Length < BitmapHeaderBytes)
        {
            throw _file.Invalid("the headers of its film are cut");
        }

        uint scale = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(header[24..]);
        int headerBytes = BinaryPrimitives.ReadInt32LittleEndian(format);
        int width = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        int height = BinaryPrimitives.ReadInt32LittleEndian(format[8..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (width is < 1 or > MaxSide || height is 0 or < -MaxSide or > MaxSide)
        {
            throw _file.Invalid($"its frames are said to be {width} × {height} pixels large");
        }

        ReadOnlySpan<byte> palette = bits == 8 && headerBytes >= BitmapHeaderBytes && headerBytes < format.Length
            ? format[headerBytes..]
            : default;
        palette = palette[..(Math.Min(palette.Length, PaletteBytes) / 4 * 4)];
        return new AviStream(
            number,
            width,
            Math.Abs(height),
            height > 0,
            bits,
            BinaryPrimitives.ReadUInt32LittleEndian(format[16..]),
            palette.ToArray(),
            scale > 0 && rate > 0 ? (double)rate / scale : null);
    }

    private byte[] Content(long start, long end)
    {
        if (end - start > MostHeaderBytes)
        {
            throw _file.Invalid($"a header has {end - start} bytes");
        }

        byte[] content = new byte[end - start];
        _file.Read(start, content);
        return content;
    }

    private long EndOf(long start, uint size, long limit)
    {
        IsCut |= start + size > limit;
        return Math.Min(start + size, limit);
    }
}
