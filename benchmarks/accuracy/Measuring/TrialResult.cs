using DeepWonder3D.Accuracy.Chains;
using DeepWonder3D.Accuracy.Depth;

namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>What was measured of one chain on one recording; what a trial does not measure is null.</summary>
internal sealed record TrialResult
{
    /// <summary>Neurons in views: mean over the views.</summary>
    public DetectionScore? Views { get; init; }

    /// <summary>Median correlation of the pairs' traces with true ΔF/F: mean over the views or pieces that have pairs, NaN for none.</summary>
    public double? ViewTraceCorrelation { get; init; }

    /// <summary>The neurons against labels that are plainly active, where there are silent ones.</summary>
    public DetectionScore? ActiveLabels { get; init; }

    /// <summary>Neurons in space.</summary>
    public SpatialScore? Space { get; init; }

    /// <summary>The movies themselves.</summary>
    public SignalScore? Signal { get; init; }

    /// <summary>Neurons in space, placed in several ways.</summary>
    public IReadOnlyList<PlacingScore>? Placed { get; init; }

    /// <summary>Seconds of each of those ways, where they differ by more than the placing.</summary>
    public IReadOnlyList<double>? PlacedSeconds { get; init; }

    /// <summary>How long it took.</summary>
    public required StageSeconds Seconds { get; init; }

    /// <summary>The chain that it was measured with; another with the same models has the same results.</summary>
    public string Chain { get; init; } = "";

    /// <summary>When.</summary>
    public DateTimeOffset Measured { get; init; }
}
