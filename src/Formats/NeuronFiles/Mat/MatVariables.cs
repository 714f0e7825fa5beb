using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>The variables of a neuron file, by name and in the shape that is expected of them.</summary>
internal sealed class MatVariables
{
    private readonly IReadOnlyDictionary<string, MatArray> _variables;
    private readonly string _path;

    public MatVariables(IReadOnlyDictionary<string, MatArray> variables, string path)
    {
        _variables = variables;
        _path = path;
    }

    public IReadOnlyDictionary<string, MatArray> All => _variables;

    public string Path => _path;

    public MatArray? Find(string name) => _variables.GetValueOrDefault(name);

    /// <summary>A single finite number, or null.</summary>
    public double? Scalar(string name) =>
        Find(name) is MatNumeric { Count: 1 } number && number.ToDoubles()[0] is var value && double.IsFinite(value) ? value : null;

    public string? Text(string name) => Find(name) is MatText { Count: > 0 } text ? text.Text : null;

    /// <summary>One value a neuron, or null where the file holds none.</summary>
    public double[]? PerNeuron(string name, int count) => Find(name) switch
    {
        null => null,
        MatNumeric numbers when numbers.Count == count => numbers.ToDoubles(),
        { } other => throw Invalid($"'{name}' is {other} where {count} numbers are expected"),
    };

    /// <summary>A matrix with so many rows or columns; null stands for any number.</summary>
    public MatNumeric Matrix(MatArray? array, string name, int? rows, int? columns) =>
        array is MatNumeric numbers && numbers.IsMatrix(rows, columns)
            ? numbers
            : throw Invalid(
                $"'{name}' is {array?.ToString() ?? "missing"} where {Length(rows)}×{Length(columns)} numbers are expected");

    public DeepWonderException Invalid(string why) => NeuronFileErrors.Invalid(_path, why);

    private static string Length(int? length) => length?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "n";
}
