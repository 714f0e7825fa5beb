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
}
