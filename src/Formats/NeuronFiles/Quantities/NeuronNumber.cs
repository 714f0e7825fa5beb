namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>One number a neuron; NaN where it was not measured.</summary>
/// <param name="name">The property's name.</param>
/// <param name="meaning">What it is.</param>
/// <param name="unit">Its unit, if any.</param>
/// <param name="get">Takes it from a neuron.</param>
/// <param name="set">
/// Gives it to a neuron, whatever number a file holds; null where it follows from others, and for the neuron's own number.
/// </param>
internal sealed class NeuronNumber<T>(string name, string meaning, string? unit, Func<T, double> get, Func<T, double, T>? set = null)
    : NeuronQuantity(name, meaning, unit)
{
    public Func<T, double> Get { get; } = get;

    public Func<T, double, T>? Set { get; } = set;

    /// <summary>Whether it is an integer, which formats with types write as one.</summary>
    public bool IsWhole { get; init; }

    /// <summary>
    /// Whether it came to the tables of CSV when they were in use: its column stands behind the others, where it disturbs no script that
    /// counts them.
    /// </summary>
    public bool IsLater { get; init; }

    /// <summary>Whether a neuron may well be without it: files of neurons of which none has it do not speak of it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether files of these neurons speak of it.</summary>
    public bool IsIn(IEnumerable<T> neurons) => !IsOptional || neurons.Any(n => !double.IsNaN(Get(n)));

    /// <summary>The meaning with the unit.</summary>
    public string Description => Unit is null ? Meaning : $"{Meaning}, {Unit}";
}
