using System.Diagnostics;
using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Codecs;
using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>
/// Writes a volume as a TIFF: all samples first, page after page, then all directories. Uncompressed samples so lie without gaps, as ImageJ
/// wants them, and a reader finds every directory in one piece of the file. The header comes last: a file without one is not taken for
/// whole.
/// </summary>
internal sealed class TiffWriter
{
    /// <summary>Strips are small enough to read a few rows of a large plane, and large enough to compress well.</summary>
    private const int StripBytes = 256 * 1024;

    private static readonly byte[] s_software = Encoding.ASCII.GetBytes(
        $"DeepWonder3D for PowerShell {typeof(TiffWriter).Assembly.GetName().Version!.ToString(3)}");

    private readonly Volume _volume;
    private readonly TiffPage _layout;
    private readonly bool _isBig;
    private readonly long _pages;
    private readonly int _strips;
    private readonly SampleRowSource _source;
    private readonly byte[] _description;
    private readonly byte[] _provenance;
    private readonly (uint Above, uint Below)? _resolution;
    private readonly (uint Above, uint Below)? _resolutionY;
    private readonly long[] _offsets;
    private readonly long[] _byteCounts;

    private TiffWriter(Volume volume, VolumeWriteOptions options, byte[] description)
    {
        (_volume, _description) = (volume, description);
        _layout = Layout(volume, options);
        _pages = volume.FrameCount * volume.PlaneCount;
        _strips = (_layout.Height + _layout.SegmentHeight - 1) / _layout.SegmentHeight;
        _offsets = new long[_pages * _strips];
        _byteCounts = new long[_offsets.Length];
        _source = new SampleRowSource(volume, _layout.SampleType);
        _provenance = VolumeProvenance.Of(volume).ToJson();
        _resolution = TiffScale.Resolution(volume.PixelSizeUm);
        _resolutionY = TiffScale.Resolution(volume.PixelHeightUm);
        long samples = _pages * _layout.Height * _layout.SegmentRowBytes;
        _isBig = FileBytes(MostBytes(samples), isBig: true) > options.ClassicTiffLimit;
        ExpectedBytes = _layout.Compression == Compression.NONE ? FileBytes(samples, _isBig) : 0;
    }

    /// <summary>Samples are written in this machine's byte order.</summary>
    private static bool IsBigEndian => !BitConverter.IsLittleEndian;

    /// <summary>The file's size where it is known beforehand; else 0.</summary>
    private long ExpectedBytes { get; }

    /// <summary>Writes a volume.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How.</param>
    /// <param name="description">The first page's description: what the file says of its axes and scales.</param>
    /// <param name="observer">Told of progress.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left then.</param>
    /// <exception cref="DeepWonderException">FileExists, DiskFull, FileWriteFailed, or what reading the volume throws.</exception>
    public static void Write(
        Volume volume,
        string path,
        VolumeWriteOptions options,
        byte[] description,
        IStageObserver observer,
        CancellationToken cancellationToken)
    {
        TiffWriter writer = new(volume, options, description);
        using AtomicFile file = new(path, options.Overwrite, writer.ExpectedBytes);
        try
        {
            file.Stream.Position = TiffFile.HeaderBytes(writer._isBig);
            writer.WriteSamples(file.Stream, observer, cancellationToken);
            writer.WriteDirectories(file.Stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(path, e);
        }

        file.Commit();
    }

    private static TiffPage Layout(Volume volume, VolumeWriteOptions options)
    {
        SampleType type = options.SampleType ?? volume.SampleType;
        Compression compression = options.Compression switch
        {
            VolumeCompression.None => Compression.NONE,
            VolumeCompression.Lzw => Compression.LZW,
            VolumeCompression.Deflate => Compression.ADOBE_DEFLATE,
            VolumeCompression.PackBits => Compression.PACKBITS,
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Compression, null),
        };
        int rowBytes = checked(volume.Width * type.SizeOf());
        return new TiffPage
        {
            Width = volume.Width,
            Height = volume.Height,
            SampleType = type,
            Compression = compression,

            // Differences of neighbours double the noise: a two-photon movie deflates to 66 % as it is, to 72 % with predictor 2.
            Predictor = Predictor.NONE,
            IsTiled = false,
            SegmentWidth = volume.Width,
            SegmentHeight = compression == Compression.NONE ? volume.Height : Math.Clamp(StripBytes / rowBytes, 1, volume.Height),
            Offsets = [],
            ByteCounts = [],
        };
    }

    /// <summary>
    /// The size that samples cannot exceed when compressed: LZW spends at most 12 bits on a byte, the others a 64th more.
    /// </summary>
    private long MostBytes(long samples) => _layout.Compression switch
    {
        Compression.NONE => samples,
        Compression.LZW => samples + (samples / 2) + (_offsets.Length * 64L),
        _ => samples + (samples / 64) + (_offsets.Length * 64L),
    };

    /// <summary>The file's size, with so many bytes of samples.</summary>
    private long FileBytes(long samples, bool isBig) =>
        TiffFile.HeaderBytes(isBig) + samples + (samples & 1) + Directory(0, isBig).Size
            + (_pages > 1 ? (_pages - 1) * Directory(1, isBig).Size : 0);

    private void WriteSamples(Stream stream, IStageObserver observer, CancellationToken cancellationToken)
    {
        string activity = $"Exporting {_volume.Name}";
        long started = Stopwatch.GetTimestamp();
        for (long page = 0; page < _pages; page++)
        {
            for (int strip = 0; strip < _strips; strip++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long place = (page * _strips) + strip;
                _offsets[place] = stream.Position;
                WriteStrip(stream, page, strip, cancellationToken);
                _byteCounts[place] = stream.Position - _offsets[place];
            }

            double voxels = (page + 1.0) * _layout.Height * _layout.Width;
            double rate = voxels / Stopwatch.GetElapsedTime(started).TotalSeconds;
            observer.Progress(new StageProgress(activity, page + 1, _pages, "page", rate));
        }
    }

    private void WriteStrip(Stream stream, long page, int strip, CancellationToken cancellationToken)
    {
        int first = strip * _layout.SegmentHeight;
        int count = _layout.RowsOf(strip);
        if (_layout.Compression != Compression.NONE)
        {
            stream.Write(SegmentCodec.Encode(_layout.Compression, _source.Read(page, first, count), _layout.SampleType, _layout.Width));
            return;
        }

        // A strip is a whole plane here, which may be large.
        int piece = Math.Max(1, StripBytes / _layout.SegmentRowBytes);
        for (int row = 0; row < count; row += piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(_source.Read(page, first + row, Math.Min(piece, count - row)));
        }
    }

    private void WriteDirectories(Stream stream)
    {
        long place = stream.Position + (stream.Position & 1);
        byte[] header = new TiffDirectoryBuilder(_isBig, IsBigEndian).Header(place);
        stream.Position = place;
        BufferedStream buffered = new(stream, StripBytes);
        for (long page = 0; page < _pages; page++)
        {
            TiffDirectoryBuilder directory = Directory(page, _isBig);
            long next = place + directory.Size;
            buffered.Write(directory.Build(place, page == _pages - 1 ? 0 : next));
            place = next;
        }

        buffered.Flush();
        stream.Position = 0;
        stream.Write(header);
    }

    private TiffDirectoryBuilder Directory(long page, bool isBig)
    {
        TiffDirectoryBuilder directory = new TiffDirectoryBuilder(isBig, IsBigEndian)
            .Add(TiffTag.IMAGEWIDTH, (uint)_layout.Width)
            .Add(TiffTag.IMAGELENGTH, (uint)_layout.Height)
            .Add(TiffTag.BITSPERSAMPLE, (ushort)(8 * _layout.SampleType.SizeOf()))
            .Add(TiffTag.COMPRESSION, (ushort)_layout.Compression)
            .Add(TiffTag.PHOTOMETRIC, (ushort)Photometric.MINISBLACK);
        if (page == 0)
        {
            directory.Add(TiffTag.IMAGEDESCRIPTION, _description);
        }

        directory.Add(TiffTag.STRIPOFFSETS, _offsets.AsSpan((int)(page * _strips), _strips))
            .Add(TiffTag.SAMPLESPERPIXEL, (ushort)1)
            .Add(TiffTag.ROWSPERSTRIP, (uint)_layout.SegmentHeight)
            .Add(TiffTag.STRIPBYTECOUNTS, _byteCounts.AsSpan((int)(page * _strips), _strips));
        if (_resolution is { } across && _resolutionY is { } down)
        {
            directory.Add(TiffTag.XRESOLUTION, across).Add(TiffTag.YRESOLUTION, down);
        }

        directory.Add(TiffTag.RESOLUTIONUNIT, (ushort)ResUnit.NONE);
        if (page == 0)
        {
            directory.Add(TiffTag.SOFTWARE, s_software);
        }

        directory.Add(TiffTag.SAMPLEFORMAT, (ushort)_layout.SampleFormat);
        return page == 0 ? directory.Add(TiffEntries.Provenance, _provenance) : directory;
    }
}
