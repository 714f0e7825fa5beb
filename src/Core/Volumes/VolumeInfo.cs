using DeepWonder3D.Work;

namespace DeepWonder3D.Volumes;

/// <summary>What is known of a recording beside its samples.</summary>
internal sealed record VolumeInfo
{
    public required string Name { get; init; }

    public required long FrameCount { get; init; }

    public int PlaneCount { get; init; } = 1;

    public required int Height { get; init; }

    public required int Width { get; init; }

    public double? FrameRate { get; init; }

    public double[]? FrameTimes { get; init; }

    public double? RowPeriodS { get; init; }

    public double? FrameOffsetS { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width.</summary>
    public double PixelAspect { get; init; } = 1;

    /// <summary>How large cells are, where that was estimated or stated on the way; null where it was not asked yet.</summary>
    public CellSize? CellSize { get; init; }

    public double? PlaneStepUm { get; init; }

    public int? ViewId { get; init; }

    public string? SourcePath { get; init; }

    /// <summary>The files that the recording consists of beside <see cref="SourcePath"/>.</summary>
    public IReadOnlyList<string> SourceFiles { get; init; } = [];

    /// <summary>
    /// What the samples were recorded as, where a stage made them from it; null for a recording, and where it is not known.
    /// </summary>
    public RecordingLink? Recording { get; init; }

    /// <summary>What is no data; null where nothing is known to be missing.</summary>
    public MissingData? Missing { get; init; }

    /// <summary>How the tissue moved before that was taken out; null where nobody looked.</summary>
    public TissueMotion? Motion { get; init; }

    /// <summary>Whether frames and pixels that are no data were looked for, and what is missing is bridged in the samples.</summary>
    public bool IsChecked { get; init; }

    /// <summary>
    /// Whether a stage computed it from a volume that was looked through: what went wrong on the way is still to be found.
    /// </summary>
    public bool IsComputed { get; init; }

    public IReadOnlyList<HistoryStep> History { get; init => field = value as HistoryStep[] ?? [.. value]; } = [];

    public VolumeInfo After(HistoryStep step) => this with { History = [.. History, step] };
}
