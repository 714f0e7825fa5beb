using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>One sample a frame of each neuron; a neuron may have none.</summary>
internal sealed class NeuronSeries<T> : NeuronQuantity
{
    /// <summary>Creates a series.</summary>
    /// <param name="name">The property's name.</param>
    /// <param name="meaning">What it is.</param>
    /// <param name="unit">The unit of its samples.</param>
    /// <param name="get">Takes it from a neuron.</param>
    /// <param name="set">Gives it to a neuron.</param>
    public NeuronSeries(string name, string meaning, string unit, Func<T, Trace?> get, Func<T, Trace, T> set)
        : base(name, meaning, unit)
    {
        (Get, Set) = (get, set);
        Csv = $".{name.ToLowerInvariant()}.csv";
        Nwb = $"Fluorescence/{name}";
    }

    /// <summary>Whether files of these neurons speak of it.</summary>
    public bool IsIn(IEnumerable<T> neurons) => IsNeeded || neurons.Any(n => Get(n) is not null);

    public Func<T, Trace?> Get { get; }

    public Func<T, Trace, T> Set { get; }
}
