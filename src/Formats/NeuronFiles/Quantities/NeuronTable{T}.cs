namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>What files hold of each neuron of a kind, in the order in which they hold it.</summary>
/// <param name="numbers">One number a neuron; the first is the neuron's own.</param>
/// <param name="series">One sample a frame; the first is the trace.</param>
internal sealed class NeuronTable<T>(NeuronNumber<T>[] numbers, NeuronSeries<T>[] series)
{
    public IReadOnlyList<NeuronNumber<T>> Numbers { get; } = numbers;

    public IReadOnlyList<NeuronSeries<T>> Series { get; } = series;

    public NeuronNumber<T> Id => Numbers[0];

    public NeuronSeries<T> Trace => Series[0];

    /// <summary>The numbers that are read.</summary>
    public IEnumerable<NeuronNumber<T>> Read => Numbers.Where(n => n.Set is not null);

    /// <summary>A neuron with all the numbers of a file.</summary>
    /// <param name="neuron">The neuron without them.</param>
    /// <param name="valueAt">The number at a place of <see cref="Numbers"/>; NaN where the file does not say.</param>
    public T Filled(T neuron, Func<int, double> valueAt)
    {
        for (int i = 0; i < Numbers.Count; i++)
        {
            neuron = Numbers[i].Set is { } set ? set(neuron, valueAt(i)) : neuron;
        }

        return neuron;
    }
}
