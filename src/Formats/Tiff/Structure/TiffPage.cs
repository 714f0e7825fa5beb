using BitMiracle.LibTiff.Classic;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>
/// How one page holds its samples: as strips or tiles (segments), counted row by row of segments. Strips are segments as wide as the page,
/// the last of which may be shorter; tiles are all of one size and may reach over the page's edges.
/// </summary>
internal sealed record TiffPage
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required SampleType SampleType { get; init; }

    public required Compression Compression { get; init; }

    public required Predictor Predictor { get; init; }

    public required bool IsTiled { get; init; }

    public required int SegmentWidth { get; init; }

    public required int SegmentHeight { get; init; }

    /// <summary>Where each segment starts in the file.</summary>
    public required long[] Offsets { get; init; }

    /// <summary>How many bytes each segment takes in the file.</summary>
    public required long[] ByteCounts { get; init; }

    /// <summary>The sample type as TIFF names it, beside the number of bits.</summary>
    public SampleFormat SampleFormat => SampleType switch
    {
        SampleType.Float16 or SampleType.Float32 or SampleType.Float64 => SampleFormat.IEEEFP,
        SampleType.Int8 or SampleType.Int16 or SampleType.Int32 => SampleFormat.INT,
        _ => SampleFormat.UINT,
    };

    /// <summary>Segments side by side.</summary>
    public int Across => (int)(((long)Width + SegmentWidth - 1) / SegmentWidth);

    public int SegmentRowBytes => SegmentWidth * SampleType.SizeOf();

    /// <summary>Bytes of a whole decoded segment.</summary>
    public int SegmentBytes => SegmentHeight * SegmentRowBytes;

    /// <summary>Where the samples start, if the page holds them uncompressed and without gaps; else -1.</summary>
    public long ContiguousOffset
    {
        get
        {
            if (IsTiled || Compression != Compression.NONE)
            {
                return -1;
            }

            for (int i = 1; i < Offsets.Length; i++)
            {
                if (Offsets[i] != Offsets[i - 1] + SegmentBytes)
                {
                    return -1;
                }
            }

            return Offsets[0];
        }
    }

    /// <summary>Rows that a segment holds.</summary>
    public int RowsOf(int segment) => IsTiled ? SegmentHeight : Math.Min(SegmentHeight, Height - (segment * SegmentHeight));

    /// <summary>Bytes that a segment decodes to.</summary>
    public int DecodedBytes(int segment) => RowsOf(segment) * SegmentRowBytes;

    /// <summary>
    /// Reads the directory that <paramref name="entries"/> holds, and refuses what contradicts itself or reaches beyond the file.
    /// </summary>
    /// <exception cref="DeepWonderException">TiffCorrupt, TiffTruncated, TiffUnsupported or TiffNotGreyscale.</exception>
    public static TiffPage Read(TiffFile file, TiffEntries entries)
    {
        CheckGreyscale(file, entries);
        CheckUnsupported(file, entries);
        SampleType type = TypeOf(file, entries);
        int width = Extent(file, entries, TiffTag.IMAGEWIDTH, "width");
        int height = Extent(file, entries, TiffTag.IMAGELENGTH, "height");
        bool tiled = entries.Has(TiffTag.TILEWIDTH) || entries.Has(TiffTag.TILEOFFSETS);
        int segmentWidth = tiled ? Extent(file, entries, TiffTag.TILEWIDTH, "tile width") : width;
        int segmentHeight = tiled
            ? Extent(file, entries, TiffTag.TILELENGTH, "tile height")
            : (int)Math.Clamp(entries.Number(TiffTag.ROWSPERSTRIP, height), 1, height);
        CheckSize(file, (long)width * height, type);
        CheckSize(file, (long)segmentWidth * segmentHeight, type);
        long count = (((long)width + segmentWidth - 1) / segmentWidth) * (((long)height + segmentHeight - 1) / segmentHeight);
        if (count > int.MaxValue)
        {
            throw file.Corrupt($"the page at byte {entries.Start} is cut into {count} pieces");
        }

        Compression compression = CompressionOf(entries);
        TiffTag countsTag = tiled ? TiffTag.TILEBYTECOUNTS : TiffTag.STRIPBYTECOUNTS;
        TiffPage page = new()
        {
            Width = width,
            Height = height,
            SampleType = type,
            Compression = compression,
            Predictor = PredictorOf(entries, compression),
            IsTiled = tiled,
            SegmentWidth = segmentWidth,
            SegmentHeight = segmentHeight,
            Offsets = entries.Numbers(tiled ? TiffTag.TILEOFFSETS : TiffTag.STRIPOFFSETS, (int)count),
            ByteCounts = entries.Has(countsTag) ? entries.Numbers(countsTag, (int)count) : new long[count],
        };
        page.CheckSegments(file, entries.Start);
        return page;
    }

    private static void CheckGreyscale(TiffFile file, TiffEntries entries)
    {
        Photometric photometric = (Photometric)entries.Number(TiffTag.PHOTOMETRIC, (long)Photometric.MINISBLACK);
        long samples = entries.Number(TiffTag.SAMPLESPERPIXEL, 1);

        // The indices of a colour table are samples: a look-up table is how they are shown.
        if (samples != 1
            || photometric is Photometric.RGB or Photometric.SEPARATED or Photometric.YCBCR or Photometric.CIELAB)
        {
            string what = $"{samples} samples a pixel ({photometric})";
            throw new DeepWonderException(
                ErrorId.TiffNotGreyscale,
                $"The TIFF '{file.Path}' is no greyscale recording: it has {what}.",
                file.Path,
                "Save one channel as greyscale.");
        }
    }

    private static void CheckUnsupported(TiffFile file, TiffEntries entries)
    {
        Compression compression = CompressionOf(entries);
        if (compression
            is not (Compression.NONE or Compression.LZW or Compression.ADOBE_DEFLATE or Compression.DEFLATE or Compression.PACKBITS))
        {
            throw file.Unsupported($"compression {compression}");
        }

        Predictor predictor = PredictorOf(entries, compression);
        if (predictor is < Predictor.NONE or > Predictor.FLOATINGPOINT
            || (predictor == Predictor.FLOATINGPOINT && TypeOf(file, entries).IsInteger()))
        {
            throw file.Unsupported($"predictor {predictor} on samples of type {TypeOf(file, entries)}");
        }

        if (entries.Number(TiffTag.FILLORDER, (long)FillOrder.MSB2LSB) != (long)FillOrder.MSB2LSB)
        {
            throw file.Unsupported("reversed bits (fill order 2)");
        }

        if (entries.Number(TiffTag.IMAGEDEPTH, 1) != 1)
        {
            throw file.Unsupported("pages of several planes (image depth)");
        }
    }

    private static Compression CompressionOf(TiffEntries entries) =>
        (Compression)entries.Number(TiffTag.COMPRESSION, (long)Compression.NONE);

    /// <summary>The predictor in force: only LZW and deflate have one.</summary>
    private static Predictor PredictorOf(TiffEntries entries, Compression compression) =>
        compression is Compression.NONE or Compression.PACKBITS
            ? Predictor.NONE
            : (Predictor)entries.Number(TiffTag.PREDICTOR, (long)Predictor.NONE);

    private static SampleType TypeOf(TiffFile file, TiffEntries entries)
    {
        long bits = entries.Number(TiffTag.BITSPERSAMPLE, 1);
        SampleFormat format = (SampleFormat)entries.Number(TiffTag.SAMPLEFORMAT, (long)SampleFormat.UINT);
        return (format, bits) switch
        {
            (SampleFormat.UINT or SampleFormat.VOID, 8) => SampleType.UInt8,
            (SampleFormat.UINT or SampleFormat.VOID, 16) => SampleType.UInt16,
            (SampleFormat.UINT or SampleFormat.VOID, 32) => SampleType.UInt32,
            (SampleFormat.INT, 8) => SampleType.Int8,
            (SampleFormat.INT, 16) => SampleType.Int16,
            (SampleFormat.INT, 32) => SampleType.Int32,
            (SampleFormat.IEEEFP, 16) => SampleType.Float16,
            (SampleFormat.IEEEFP, 32) => SampleType.Float32,
            (SampleFormat.IEEEFP, 64) => SampleType.Float64,
            _ => throw file.Unsupported($"samples of {bits} bits ({format})"),
        };
    }

    private static int Extent(TiffFile file, TiffEntries entries, TiffTag tag, string name)
    {
        long value = entries.Number(tag, 0);
        return value is > 0 and <= int.MaxValue ? (int)value : throw file.Corrupt($"the page at byte {entries.Start} has {name} {value}");
    }

    private static void CheckSize(TiffFile file, long samples, SampleType type)
    {
        if (samples > Array.MaxLength / type.SizeOf())
        {
            throw file.Unsupported($"planes of {samples / 1e9 * type.SizeOf():0.0} GB");
        }
    }

    private void CheckSegments(TiffFile file, long start)
    {
        // A code of LZW stands for at most 3,838 bytes and takes 12 bits; deflate and PackBits stay far below that ratio.
        const int MaxRatio = 2600;
        for (int i = 0; i < Offsets.Length; i++)
        {
            int needed = DecodedBytes(i);
            if (Compression == Compression.NONE && ByteCounts[i] == 0)
            {
                ByteCounts[i] = needed;
            }

            long least = Compression == Compression.NONE ? needed : Math.Max(1, needed / MaxRatio);
            if (ByteCounts[i] < least)
            {
                throw file.Corrupt($"segment {i} of the page at byte {start} has {ByteCounts[i]} bytes where at least {least} are needed");
            }

            long end = Compression == Compression.NONE ? needed : ByteCounts[i];
            if (Offsets[i] > file.Length - end)
            {
                throw file.Truncated($"the samples at byte {Offsets[i]} end beyond the file's end at byte {file.Length}");
            }
        }
    }
}
