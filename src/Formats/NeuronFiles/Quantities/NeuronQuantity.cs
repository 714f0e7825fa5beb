using System.Text.Json;

namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>
/// What files hold of each neuron: its meaning, and its name in each format. A name is that of the property in the format's own spelling,
/// unless the table says otherwise; null where a format does not hold the quantity, or holds it in a shape of its own.
/// </summary>
/// <param name="name">The property's name.</param>
/// <param name="meaning">What it is, as the descriptions in NWB say it.</param>
/// <param name="unit">Its unit; null where there is none, or the meaning says it.</param>
internal abstract class NeuronQuantity(string name, string meaning, string? unit)
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    public string? Unit { get; } = unit;

    /// <summary>Whether every neuron has it, and a file without it is not whole.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>A column, or the ending of a file with a column a neuron.</summary>
    public string Csv { get; init; } = name;

    public string? Json { get; init; } = JsonNamingPolicy.CamelCase.ConvertName(name);

    public string? Mat { get; init; } = Snake(name);

    public string? Npz { get; init; } = Snake(name);

    /// <summary>A column of the plane segmentation, or a response series with its container before it.</summary>
    public string? Nwb { get; init; } = Snake(name);

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
