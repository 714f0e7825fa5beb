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

    /// <summary>
    /// The names of the recordings of several positions that the file holds, of which this is one; empty where there is one only.
    /// </summary>
    public IReadOnlyList<string> Positions { get; init; } = [];

    /// <summary>Which of them this is; null where none was chosen.</summary>
    public int? Position { get; init; }

    /// <summary>The regions that each page holds below each other; empty where it is one.</summary>
    public IReadOnlyList<TiffRegion> Regions { get; init; } = [];

    public double? FrameRate { get; init; }

    public double[]? FrameTimes { get; init; }

    public double? RowPeriodS { get; init; }

    public IReadOnlyList<double>? PlaneOffsetsS { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width; null where nothing is said of it.</summary>
    public double? PixelAspect { get; init; }

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
        PixelAspect = PixelAspect,
        PlaneStepUm = PlaneStepUm,
        ChannelNames = ChannelNames,
        Notes = Cut is null ? [] : [(nameof(Cut), Cut)],
        Warnings = Cut is null ? Warnings : [.. Warnings, Cut],
        Position = Position is { } position ? Positions[position] : null,
    };

    /// <summary>What the user should hear: what was left out, or guessed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What is missing of a file that was cut off; null where it is whole.</summary>
    public string? Cut { get; init; }

    /// <summary>Why the description cannot be used for the axes; null where it can.</summary>
    public string? Fault { get; init; }
}
