namespace DeepWonder3D.Benchmarks.Recordings;

/// <summary>What the pipeline took and reached on one recording.</summary>
internal sealed record RecordingFigures
{
    /// <summary>From the files to neurons in space, the loading of everything included.</summary>
    public required double Seconds { get; init; }

    public required long PeakBytes { get; init; }

    public required StageTimes Times { get; init; }

    public required double F1 { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double LateralUm { get; init; }

    public required double DepthUm { get; init; }

    public required double DepthRmseUm { get; init; }

    public required double TraceCorrelation { get; init; }

    public required int True { get; init; }

    public required int Found { get; init; }
}
