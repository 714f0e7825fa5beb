using DeepWonder3D.Neurons;

namespace DeepWonder3D.Views.Choosing;

/// <summary>What selecting needs to know of a kind of neurons.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Where it lies: row and column in pixels, or y and x in µm.</param>
/// <param name="Numbers">What bounds are held against, by the property's name.</param>
/// <param name="Renumbered">The same neuron under another id.</param>
/// <param name="Labelled">The same neuron under another label; null takes its label off.</param>
internal sealed record NeuronKind<T>(
    Func<T, int> Id,
    Func<T, (double Row, double Column)> Place,
    IReadOnlyDictionary<string, Func<T, double>> Numbers,
    Func<T, int, T> Renumbered,
    Func<T, string?, T> Labelled);

/// <summary>The two kinds of neurons.</summary>
internal static class NeuronKinds
{
    public static NeuronKind<Neuron> View { get; } = new(
        n => n.Id,
        n => (n.Row, n.Column),
        new Dictionary<string, Func<Neuron, double>>
        {
            ["Snr"] = n => n.Snr,
            ["Score"] = n => n.Score,
            ["Roundness"] = n => n.Roundness,
            ["AreaPx"] = n => n.AreaPx,
            ["Contamination"] = n => n.Contamination,
            ["NoiseLevel"] = n => n.NoiseLevel,
        },
        (n, id) => n with { Id = id },
        (n, label) => n with { Label = label });

    public static NeuronKind<LocalizedNeuron> Space { get; } = new(
        n => n.Id,
        n => (n.YUm, n.XUm),
        new Dictionary<string, Func<LocalizedNeuron, double>>
        {
            ["Snr"] = n => n.Snr,
            ["Contamination"] = n => n.Contamination,
            ["NoiseLevel"] = n => n.NoiseLevel,
            ["ViewCount"] = n => n.ViewCount,
            ["ResidualPx"] = n => n.ResidualPx,
        },
        (n, id) => n with { Id = id },
        (n, label) => n with { Label = label });
}
