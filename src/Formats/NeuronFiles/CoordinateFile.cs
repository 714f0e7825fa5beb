using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.Mat.Version73;
using DeepWonder3D.Formats.NeuronFiles.Mat;
using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// Reads lists of known neurons, a row each, of which the first three columns are row, column and depth: MATLAB files (<c>spatial_3D</c>,
/// or else <c>coords</c>), NumPy files, and text with commas (<c>.csv</c>, <c>.txt</c>) and without a header.
/// </summary>
internal static class CoordinateFile
{
    private const int NeededColumns = 3;

    /// <summary>What has more columns is a picture or a table of something else.</summary>
    private const int MostColumns = 16;

    /// <summary>Reads a list; a single neuron is one as well.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.CoordinateFileInvalid"/>, <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.MatFileInvalid"/>,
    /// <see cref="ErrorId.NpyFileInvalid"/>, <see cref="ErrorId.FileNotFound"/> or <see cref="ErrorId.FileReadFailed"/>.
    /// </exception>
    public static IReadOnlyList<NeuronCoordinate> Read(string path)
    {
        try
        {
            NeuronCoordinate[] neurons = Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".MAT" => ReadMat(path),
                ".NPY" => ReadNpy(path),
                ".CSV" or ".TXT" => ReadText(path),
                _ => throw new DeepWonderException(
                    ErrorId.UnknownFormat, $"'{path}' is no coordinate file.", path, "Give a .mat, .npy, .csv or .txt file."),
            };
            return neurons.Length == 0 ? throw Invalid(path, "it holds no row") : Checked(neurons, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>Whether a text file begins with numbers, and so has no header.</summary>
    public static bool IsHeaderless(string path)
    {
        using CsvReader csv = new(path);
        return csv.Read() && csv.FieldCount >= NeededColumns && IsNumeric(csv);
    }

    private static NeuronCoordinate[] ReadMat(string path)
    {
        Dictionary<string, MatArray> variables = MatVariableFile.Read(path, name => name is MatNames.Positions or MatNames.Coordinates);
        MatArray array = variables.GetValueOrDefault(MatNames.Positions) ?? variables.GetValueOrDefault(MatNames.Coordinates)
            ?? throw Invalid(path, $"it holds neither '{MatNames.Positions}' nor '{MatNames.Coordinates}'");
        if (array is not MatNumeric { Dims.Count: 2 } matrix || matrix.Dims[1] < NeededColumns)
        {
            throw Invalid(path, $"its coordinates are {array}");
        }

        double[] values = matrix.ToDoubles();
        int rows = matrix.Dims[0];
        return [.. Enumerable.Range(0, rows).Select(i => new NeuronCoordinate(values[i], values[rows + i], values[(2 * rows) + i]))];
    }

    private static NeuronCoordinate[] ReadNpy(string path)
    {
        NpyArray array = NpyFile.Read(path);
        if (array.Shape.Length != 2 || array.Shape[1] is < NeededColumns or > MostColumns)
        {
            throw Invalid(path, $"its array is {string.Join('×', array.Shape)}");
        }

        double[] values = array.ToDoubles();
        int columns = array.Shape[1];
        return [.. Enumerable.Range(0, array.Shape[0])
            .Select(i => new NeuronCoordinate(values[i * columns], values[(i * columns) + 1], values[(i * columns) + 2]))];
    }

    private static NeuronCoordinate[] ReadText(string path)
    {
        List<NeuronCoordinate> neurons = [];
        using CsvReader csv = new(path);
        try
        {
            while (csv.Read())
            {
                if (csv.FieldCount < NeededColumns || !IsNumeric(csv))
                {
                    throw Invalid(path, $"line {csv.Line} does not hold {NeededColumns} numbers with commas between");
                }

                neurons.Add(new NeuronCoordinate(csv.Number(0)!.Value, csv.Number(1)!.Value, csv.Number(2)!.Value));
            }
        }
        catch (InvalidDataException e)
        {
            throw Invalid(path, e.Message, e);
        }

        return [.. neurons];
    }

    private static bool IsNumeric(CsvReader csv) => csv.Number(0) is not null && csv.Number(1) is not null && csv.Number(2) is not null;

    private static NeuronCoordinate[] Checked(NeuronCoordinate[] neurons, string path)
    {
        int bad = Array.FindIndex(neurons, n => !double.IsFinite(n.Row + n.Column + n.Z));
        return bad < 0 ? neurons : throw Invalid(path, $"row {bad + 1} holds a value that is not finite");
    }

    private static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.CoordinateFileInvalid,
        $"The coordinate file '{path}' cannot be used: {why}.",
        path,
        "Give a row a neuron, with row, column and depth in the first three columns.",
        inner);
}

/// <summary>Where a known neuron lies.</summary>
/// <param name="Row">Row in the centre view, from 0.</param>
/// <param name="Column">Column in the centre view, from 0.</param>
/// <param name="Z">Depth, in the unit of the file: µm, or the published nominal depth.</param>
internal readonly record struct NeuronCoordinate(double Row, double Column, double Z);
