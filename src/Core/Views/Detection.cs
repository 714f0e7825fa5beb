using DeepWonder3D.Neurons;

namespace DeepWonder3D.Views;

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
