using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>One sample a frame of each neuron; a neuron may have none.</summary>
/// <param name="name">The property's name.</param>
/// <param name="meaning">What it is.</param>
/// <param name="unit">The unit of its samples, if any.</param>
/// <param name="get">Takes it from a neuron.</param>
/// <param name="set">Gives it to a neuron.</param>
internal sealed class NeuronSeries<T>(string name, string meaning, string? unit, Func<T, Trace?> get, Func<T, Trace, T> set)
    : NeuronQuantity(name, meaning, unit)
{
    public Func<T, Trace?> Get { get; } = get;

    public Func<T, Trace, T> Set { get; } = set;
}
