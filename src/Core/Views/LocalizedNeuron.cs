using DeepWonder3D.Neurons;

namespace DeepWonder3D.Views;

/// <summary>One neuron in space.</summary>
public sealed record LocalizedNeuron
{
    /// <summary>The neuron's number in its population, from 1.</summary>
    public required int Id { get; init; }

    /// <summary>What people call the neuron; null where nobody named it.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Position along the columns of the centre view, µm (<c>Column</c> · pixel size); NaN where the pixel size is unknown.
    /// </summary>
    public required double XUm { get; init; }

    /// <summary>Position along the rows of the centre view, µm (<c>Row</c> · pixel size); NaN where the pixel size is unknown.</summary>
    public required double YUm { get; init; }

    /// <summary>
    /// Depth, µm, 0 at the plane where no view shifts; NaN where it is unknown; under the upstream preset the published nominal depth.
    /// </summary>
    public required double ZUm { get; init; }

    /// <summary>Row in the centre view, from 0.</summary>
    public required double Row { get; init; }

    /// <summary>Column in the centre view, from 0.</summary>
    public required double Column { get; init; }

    /// <summary>
    /// Standard error of <see cref="XUm"/>, µm: what the spread of the views leaves open; an error of the calibration is not in it. NaN
    /// where it was not measured.
    /// </summary>
    public double XErrorUm { get; init; } = double.NaN;

    /// <summary>Standard error of <see cref="YUm"/>, µm, likewise.</summary>
    public double YErrorUm { get; init; } = double.NaN;

    /// <summary>Standard error of <see cref="ZUm"/>, µm, likewise; infinite where the views have no parallax.</summary>
    public double ZErrorUm { get; init; } = double.NaN;

    /// <summary>How far the position can be trusted.</summary>
    public Placement Placement { get; init; }

    /// <summary>How many views saw it.</summary>
    public int ViewCount => Detections.Count;

    /// <summary>
    /// How many of them saw it where its position puts it, within 3.5 standard deviations; 0 where that was not measured.
    /// </summary>
    public int AgreeingViewCount { get; init; }

    /// <summary>
    /// Root mean square distance, pixels, between where the views that agree saw it and where its position puts it; under the upstream
    /// preset of all views.
    /// </summary>
    public double ResidualPx { get; init; } = double.NaN;

    /// <summary>Mean Pearson correlation of each view's trace with the mean trace; NaN after traces were measured anew.</summary>
    public double Correlation { get; init; } = double.NaN;

    /// <summary>Signal-to-noise ratio of the trace, as for <see cref="Neuron.Snr"/>.</summary>
    public double Snr { get; init; } = double.NaN;

    /// <summary>Noise of <see cref="DeltaFOverF"/>, % per √Hz, as for <see cref="Neuron.NoiseLevel"/>.</summary>
    public double NoiseLevel { get; init; } = double.NaN;

    /// <summary>
    /// Share of surround and neighbours in the trace, 0 to 1, as for <see cref="Neuron.Contamination"/>: the mean of its views' by weight.
    /// </summary>
    public double Contamination { get; init; } = double.NaN;

    /// <summary>
    /// Activity over time, fused over the views by how little noise each has, in the units of the volumes; the plain mean under the
    /// upstream preset. What each view saw is in <see cref="Detections"/>.
    /// </summary>
    public required Trace Trace { get; init; }

    /// <summary>The trace's resting level, as for <see cref="Neuron.Baseline"/>.</summary>
    public Trace? Baseline { get; init; }

    /// <summary>The change relative to the resting fluorescence, as for <see cref="Neuron.DeltaFOverF"/>.</summary>
    public Trace? DeltaFOverF { get; init; }

    /// <summary>The trace without noise, as for <see cref="Neuron.Denoised"/>.</summary>
    public Trace? Denoised { get; init; }

    /// <summary>What each frame's events add to the trace, as for <see cref="Neuron.Events"/>.</summary>
    public Trace? Events { get; init; }

    /// <summary>The views that saw it, by view id.</summary>
    public required IReadOnlyList<Detection> Detections { get; init => field = value as Detection[] ?? [.. value]; }
}

/// <summary>A neuron as one view saw it.</summary>
/// <param name="ViewId">The view.</param>
/// <param name="NeuronId">The neuron's id in that view's <c>NeuronSet</c>.</param>
/// <param name="Row">Centroid row in that view, from 0.</param>
/// <param name="Column">Centroid column in that view, from 0.</param>
public sealed record Detection(int ViewId, int NeuronId, double Row, double Column)
{
    /// <summary>Distance, pixels, from where the neuron's position puts it; NaN where that was not measured.</summary>
    public double ResidualPx { get; init; } = double.NaN;

    /// <summary>What the view saw of the neuron's activity; null where that is not known, as after reading a file.</summary>
    public Trace? Trace { get; init; }

    /// <summary>Signal-to-noise ratio of that trace, as for <see cref="Neuron.Snr"/>; NaN where there is none.</summary>
    public double Snr { get; init; } = double.NaN;

    /// <summary>Share of the view in the fused trace, 0 to 1; NaN where traces were not fused.</summary>
    public double Weight { get; init; } = double.NaN;
}

/// <summary>How far a neuron's position in space can be trusted.</summary>
public enum Placement
{
    /// <summary>Not judged: the upstream preset, or a file that does not say.</summary>
    Unknown,

    /// <summary>Most views that saw it agree on where it is.</summary>
    InSpace,

    /// <summary>
    /// The views lie too close together to tell its depth: the standard error of depth exceeds a cell's size, or depth is NaN.
    /// </summary>
    DepthUncertain,

    /// <summary>
    /// No more than half of the views that saw it agree on where it is: two neurons on one line of sight, or a false group.
    /// </summary>
    ViewsDisagree,

    /// <summary>Too few views saw it: its row and column are kept, and its depth is NaN.</summary>
    Flat,
}
