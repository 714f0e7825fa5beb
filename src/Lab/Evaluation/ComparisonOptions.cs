namespace DeepWonder3D.Evaluation;

/// <summary>What counts as found, and which true neurons count.</summary>
internal sealed record ComparisonOptions
{
    /// <summary>The largest lateral distance of a pair, µm.</summary>
    public double MaxDistanceUm { get; init; } = 6;

    /// <summary>The same in the truth's pixels, instead of µm; for recordings of unknown pixel size.</summary>
    public double? MaxDistancePx { get; init; }

    /// <summary>
    /// The smallest overlap of a pair (shared pixels over covered pixels), instead of a distance; between two sets of one view only.
    /// </summary>
    public double? MinIoU { get; init; }

    /// <summary>The largest difference of depth of a pair in space.</summary>
    public double MaxDepthErrorUm { get; init; } = double.PositiveInfinity;

    /// <summary>Lateral µm that a µm of depth weighs where several pairings are possible.</summary>
    public double DepthWeight { get; init; } = 0.2;

    /// <summary>True neurons count from this peak of the trace above its median on; one without a trace counts.</summary>
    public double MinimumActivity { get; init; } = 0.5;

    /// <summary>True neurons count from this signal-to-noise ratio on; one without a ratio counts.</summary>
    public double MinimumSnr { get; init; }

    /// <summary>True neurons count at this distance from the view's edge on, pixels; as Find-Neuron leaves out those closer.</summary>
    public double EdgePx { get; init; } = 10;

    /// <summary>In space, true neurons count that so many views see (or all views, where there are fewer); as Merge-View demands.</summary>
    public int MinimumViewCount { get; init; } = 5;

    /// <summary>Rows and columns of the views of a population, for its edges; null where they are unknown.</summary>
    public (int Height, int Width)? ViewSize { get; init; }
}
