using System.Buffers.Binary;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>
/// A TIFF written by plain code of its own, so that the reader is not judged by the writer; every field can be made wrong on purpose.
/// </summary>
internal sealed record TestTiff
{
    public const int Width = 256, Length = 257, Bits = 258, CompressionTag = 259, Photometric = 262, FillOrder = 266, Description = 270,
    StripOffsets = 273,
        SamplesPerPixel = 277, RowsPerStripTag = 278, StripByteCounts = 279, XResolution = 282, YResolution = 283, PredictorTag = 317,
        TileWidth = 322, TileLength = 323, TileOffsets = 324, TileByteCounts = 325, SampleFormat = 339, ImageDepth = 32997;

    public required SampleType Type { get; init; }

    public required int Rows { get; init; }

    public required int Columns { get; init; }

    public bool BigEndian { get; init; }

    public bool Big { get; init; }

    /// <summary>1 none, 5 LZW, 8 and 32946 deflate, 32773 PackBits.</summary>
    public int Compression { get; init; } = 1;

    public int Predictor { get; init; } = 1;

    /// <summary>Tile rows and columns; null for strips.</summary>
    public (int Rows, int Columns)? Tile { get; init; }

    public int? RowsPerStrip { get; init; }

    /// <summary>Whether segments are stored last first, with gaps.</summary>
    public bool Scattered { get; init; }

    public string? Text { get; init; }

    public (uint Above, uint Below)? Resolution { get; init; }

    /// <summary>Changes the fields of a page (by number) before they are written.</summary>
    public Action<int, SortedDictionary<int, TestTiffField>>? Alter { get; init; }

    /// <summary>Changes the link to a page's directory: from where the one before starts and where this one starts.</summary>
    public Func<long, long, long>? Link { get; init; }

    private int Size => Type.SizeOf();

    private int OffsetBytes => Big ? 8 : 4;

    /// <summary>The file's bytes.</summary>
    /// <param name="planes">Samples of each page in the host's byte order, row by row.</param>
    public byte[] Build(params byte[][] planes)
    {
        MemoryStream file = new();
        file.Write(BigEndian ? "MM"u8 : "II"u8);
        file.Write(Number(Big ? 43 : 42, 2));
        file.Write(Big ? [.. Number(8, 2), .. Number(0, 2)] : []);
        long link = file.Position;
        file.Write(Number(0, OffsetBytes));
        long before = 0;
        for (int page = 0; page < planes.Length; page++)
        {
            SortedDictionary<int, TestTiffField> fields = Fields(file, planes[page], page);
            Alter?.Invoke(page, fields);
            (before, link) = WriteDirectory(file, fields, before, link);
        }

        return file.ToArray();
    }

    /// <summary>Samples that differ from each other and use all bytes of the type.</summary>
    public static byte[] Plane(SampleType type, int rows, int columns, int seed)
    {
        Random random = new(seed);
        byte[] plane = new byte[rows * columns * type.SizeOf()];
        double[] samples = new double[rows * columns];
        for (int i = 0; i < samples.Length; i++)
        {
            double smooth = 40 + (30 * Math.Sin(i / 9.0)) + random.Next(8);
            samples[i] = (type.IsInteger() && type.SizeOf() > 1 ? smooth * (type.SizeOf() == 2 ? 250 : 1e7) : smooth)
                * (type is SampleType.Float32 or SampleType.Float64 ? 1.0 / 7 : 1);
        }

        SampleTypes.Encode<double>(type, samples, plane);
        return plane;
    }

    private SortedDictionary<int, TestTiffField> Fields(MemoryStream file, byte[] plane, int page)
    {
        (long[] offsets, long[] counts) = WriteSegments(file, plane);
        int format = Type is SampleType.Float16 or SampleType.Float32 or SampleType.Float64 ? 3
            : Type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32 ? 2
            : 1;
        SortedDictionary<int, TestTiffField> fields = new()
        {
            [Width] = TestTiffField.Short(Columns),
            [Length] = TestTiffField.Long(Rows),
            [Bits] = TestTiffField.Short(8 * Size),
            [CompressionTag] = TestTiffField.Short(Compression),
            [Photometric] = TestTiffField.Short(1),
            [SamplesPerPixel] = TestTiffField.Short(1),
            [SampleFormat] = TestTiffField.Short(format),
        };
        if (Predictor != 1)
        {
            fields[PredictorTag] = TestTiffField.Short(Predictor);
        }

        if (Tile is { } tile)
        {
            fields[TileWidth] = TestTiffField.Short(tile.Columns);
            fields[TileLength] = TestTiffField.Short(tile.Rows);
        }
        else if (RowsPerStrip is { } rows)
        {
            fields[RowsPerStripTag] = TestTiffField.Short(rows);
        }

        fields[Tile is null ? StripOffsets : TileOffsets] = TestTiffField.Offsets(Big, offsets);
        fields[Tile is null ? StripByteCounts : TileByteCounts] = TestTiffField.Long(counts);
        if (page == 0 && Text is not null)
        {
            fields[Description] = TestTiffField.Ascii(Text);
        }

        if (Resolution is { } resolution)
        {
            fields[XResolution] = fields[YResolution] = TestTiffField.Rational(resolution.Above, resolution.Below);
        }

        return fields;
    }

    private (long[] Offsets, long[] Counts) WriteSegments(MemoryStream file, byte[] plane)
    {
        (int high, int wide) = Tile ?? (RowsPerStrip ?? Rows, Columns);
        List<byte[]> segments = [];
        for (int top = 0; top < Rows; top += high)
        {
            for (int left = 0; left < Columns; left += wide)
            {
                segments.Add(Encode(Cut(plane, top, left, Tile is null ? Math.Min(high, Rows - top) : high, wide), wide));
            }
        }

        long[] offsets = new long[segments.Count];
        foreach (int i in Scattered ? Enumerable.Range(0, segments.Count).Reverse() : Enumerable.Range(0, segments.Count))
        {
            offsets[i] = file.Position;
            file.Write(segments[i]);
            file.Write(new byte[Scattered ? 6 : 0]);
        }

        return (offsets, segments.Select(s => (long)s.Length).ToArray());
    }

    private byte[] Cut(byte[] plane, int top, int left, int high, int wide)
    {
        byte[] segment = new byte[high * wide * Size];
        for (int y = 0; y < Math.Min(high, Rows - top); y++)
        {
            int run = Math.Min(wide, Columns - left) * Size;
            plane.AsSpan((((top + y) * Columns) + left) * Size, run).CopyTo(segment.AsSpan(y * wide * Size));
        }

        return segment;
    }

    private byte[] Encode(byte[] segment, int wide)
    {
        for (int row = 0; row < segment.Length; row += wide * Size)
        {
            Span<byte> samples = segment.AsSpan(row, wide * Size);
            bool predicts = Compression is 5 or 8 or 32946;
            if (predicts && Predictor == 2)
            {
                TestTiffEncoders.Difference(samples, Size);
            }

            if (predicts && Predictor == 3)
            {
                TestTiffEncoders.FloatingPoint(samples, Size);
            }
            else if (BigEndian)
            {
                TestTiffEncoders.Reverse(samples, Size);
            }
        }

        return Compression switch
        {
            5 => TestTiffEncoders.Lzw(segment),
            8 or 32946 => TestTiffEncoders.Deflate(segment),
            32773 => TestTiffEncoders.PackBits(segment, wide * Size),
            _ => segment,
        };
    }

    private (long Start, long Link) WriteDirectory(MemoryStream file, SortedDictionary<int, TestTiffField> fields, long before, long link)
    {
        List<byte[]> values = [];
        foreach (TestTiffField field in fields.Values)
        {
            byte[] value = field.Bytes(Number);
            if (value.Length > OffsetBytes)
            {
                long place = file.Position;
                file.Write(value);
                value = Number(place, OffsetBytes);
            }

            values.Add([.. value, .. new byte[OffsetBytes - value.Length]]);
        }

        file.Position += file.Position & 1;
        long start = file.Position;
        file.Position = link;
        file.Write(Number(before == 0 || Link is null ? start : Link(before, start), OffsetBytes));
        file.Position = start;
        file.Write(Number(fields.Count, Big ? 8 : 2));
        foreach (((int tag, TestTiffField field), byte[] value) in fields.Zip(values))
        {
            file.Write([.. Number(tag, 2), .. Number(field.Type, 2), .. Number(field.Count, OffsetBytes), .. value]);
        }

        long next = file.Position;
        file.Write(Number(0, OffsetBytes));
        return (start, next);
    }

    private byte[] Number(long value, int size)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        byte[] number = bytes[..size];
        if (BigEndian)
        {
            Array.Reverse(number);
        }

        return number;
    }
}
