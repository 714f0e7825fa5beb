namespace DeepWonder3D.Figures.Report;

/// <summary>The neurons of one view, or of all views in space, as the report shows them.</summary>
internal sealed record ReportSource
{
    public required string Name { get; init; }

    /// <summary>Count, length, rate, size and pixel, in words.</summary>
    public required string Facts { get; init; }

    /// <summary>Whether the neurons have positions in space.</summary>
    public required bool IsInSpace { get; init; }

    /// <summary>The view's number, where known.</summary>
    public int? ViewId { get; init; }

    public required long FrameCount { get; init; }

    public double? FrameRate { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Rows of the view in whose pixels the neurons' places are; 0 where there is no image of it.</summary>
    public required int Height { get; init; }

    /// <summary>Columns of that view; 0 where there is no image of it.</summary>
    public required int Width { get; init; }

    /// <summary>The neurons' ids.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>Which neurons these are, for what is decided about them: see <see cref="Views.Choosing.NeuronFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What is known of each neuron.</summary>
    public required IReadOnlyList<ReportColumn> Columns { get; init; }

    /// <summary>What the neurons did.</summary>
    public required PackedTraces Traces { get; init; }

    /// <summary>The outlines, see <see cref="OutlinePacking"/>; a number among <see cref="ReportBlobs"/>, null in space.</summary>
    public int? Outlines { get; init; }

    /// <summary>Pixels in a step of the outlines' coordinates.</summary>
    public double OutlineStepPx { get; init; }

    /// <summary>The recording, stage by stage.</summary>
    public required IReadOnlyList<ReportStage> Stages { get; init; }

    /// <summary>What the recording and its neurons have gone through.</summary>
    public required IReadOnlyList<HistoryStep> History { get; init; }
}
