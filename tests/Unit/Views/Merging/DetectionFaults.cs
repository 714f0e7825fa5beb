namespace DeepWonder3D.Tests.Views.Merging;

/// <summary>How finding neurons in single views errs.</summary>
internal sealed record DetectionFaults
{
    /// <summary>Peak of a median neuron's trace over its noise.</summary>
    public double MedianSnr { get; init; } = 15;

    /// <summary>Standard deviation of a centroid along either axis, with however much light.</summary>
    public double CentroidFloorPx { get; init; } = 0.15;

    /// <summary>What the noise of the trace adds to it.</summary>
    public double CentroidPxAtSnrOne { get; init; } = 2.5;

    /// <summary>What all views are wrong by alike, along either axis: neighbours, and how light lies in a cell.</summary>
    public double SharedPx { get; init; }

    /// <summary>What all views are wrong by in proportion to their slopes, as a depth.</summary>
    public double SharedDepthUm { get; init; }

    public double Missed { get; init; } = 0.05;

    /// <summary>Share of cells that a view finds as two.</summary>
    public double Split { get; init; } = 0.03;

    /// <summary>Share of detections that lie off by much more than the others.</summary>
    public double Displaced { get; init; } = 0.03;

    public double DisplacementPx { get; init; } = 2;

    /// <summary>Two cells closer than this in a view are one detection with this chance.</summary>
    public double RunTogetherUm { get; init; } = 9;

    public double RunTogether { get; init; } = 0.5;

    /// <summary>False detections a true one.</summary>
    public double False { get; init; } = 0.05;

    public static DetectionFaults Typical { get; } = new();

    /// <summary>As large as the networks' detections have them (benchmarks/results/views-linux-x64-2-cores.md).</summary>
    public static DetectionFaults WithSharedErrors { get; } = new() { SharedPx = 0.1, SharedDepthUm = 0.28 };

    public static DetectionFaults Hard { get; } = new()
    {
        MedianSnr = 10,
        CentroidFloorPx = 0.2,
        Missed = 0.15,
        Split = 0.05,
        Displaced = 0.06,
        RunTogetherUm = 11,
        RunTogether = 0.7,
        False = 0.1,
    };
}
