namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>What a TIFF's description says of its axes and scales. What it does not say is null.</summary>
internal sealed record TiffDescription
{
    /// <summary>A TIFF that says nothing: its pages are frames.</summary>
    public static readonly TiffDescription None = new() { Source = "page order" };

    /// <summary>Who wrote it: <c>ImageJ</c>, <c>OME-XML</c> or <c>ScanImage</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Planes in all, which may be more than there are directories.</summary>
    public long? Images { get; init; }

    public long? Frames { get; init; }

    public long? Planes { get; init; }

    public long Channels { get; init; } = 1;

    /// <summary>Planes that are stored a frame, where that is more than <see cref="Planes"/>.</summary>
    public long? StoredPlanes { get; init; }

    /// <summary>The names of the channels, in the file's order.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>The order of pages: the letters C, Z and T, fastest first.</summary>
    public string Order { get; init; } = "CZT";

    /// <summary>
    /// Whether the recording may have been stopped before its last frame was whole; what the sizes state is then what was planned.
    /// </summary>
    public bool MayBeCut { get; init; }

    /// <summary>
    /// Whether the file is one of several that hold a recording one after the other, and so does not know how many frames that has.
    /// </summary>
    public bool IsPart { get; init; }

    /// <summary>Where the file lists its pages one by one: runs of them; else empty.</summary>
    public IReadOnlyList<OmePageRun> PageRuns { get; init; } = [];

    /// <summary>The names of other files in the same folder that hold pages; <see cref="OmePageRun.File"/> counts them from 1.</summary>
    public IReadOnlyList<string> OtherFiles { get; init; } = [];

    public double? FrameRate { get; init; }

    public double[]? FrameTimes { get; init; }

    public double? RowPeriodS { get; init; }

    public IReadOnlyList<double>? PlaneOffsetsS { get; init; }

    public double? PixelSizeUm { get; init; }

    public double? PlaneStepUm { get; init; }

    /// <summary>The same for every format.</summary>
    public RecordingFacts Facts => new()
    {
        Source = Source,
        FrameRate = FrameRate,
        FrameTimes = FrameTimes,
        RowPeriodS = RowPeriodS,
        PlaneOffsetsS = PlaneOffsetsS,
        PixelSizeUm = PixelSizeUm,
        PlaneStepUm = PlaneStepUm,
        ChannelNames = ChannelNames,
    };

    /// <summary>Why the description cannot be used for the axes; null where it can.</summary>
    public string? Fault { get; init; }
}
