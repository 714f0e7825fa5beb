using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>
/// Reads <c>Fall.mat</c>, in which suite2p puts the results of a plane together: the regions <c>stat</c> that <c>iscell</c> counts as
/// cells, all where it is missing, their fluorescence <c>F</c>, and <c>spks</c> as events. Rows and columns count from 0, as in suite2p.
/// </summary>
internal static class NeuronFallReader
{
    public const string Statistics = "stat";

    /// <summary>Reads the variables of a file.</summary>
    /// <exception cref="Errors.DeepWonderException">NeuronFileInvalid.</exception>
    public static NeuronFileContent Read(MatVariables variables)
    {
        IReadOnlyList<Func<string, MatArray?>> regions = RegionsOf(variables);
        int count = regions.Count;
        bool[] isCell = variables.Find("iscell") is { } cells
            ? [.. variables.Matrix(cells, "iscell", count, null).ToDoubles().Take(count).Select(v => v > 0.5)]
            : [.. Enumerable.Repeat(true, count)];
        MatNumeric traces = variables.Matrix(variables.Find("F"), "F", count, null);
        MatNumeric? events = variables.Find("spks") is { } spikes ? variables.Matrix(spikes, "spks", count, traces.Dims[1]) : null;
        (double[] samples, double[]? spiking) = (traces.ToDoubles(), events?.ToDoubles());
        List<NeuronDraft> drafts = [];
        for (int i = 0; i < count; i++)
        {
            if (!isCell[i])
            {
                continue;
            }

            NeuronDraft draft = new() { Id = drafts.Count + 1, Trace = RowOf(samples, i, count) };
            if (spiking is not null)
            {
                draft.Series[nameof(Neuron.Events)] = RowOf(spiking, i, count);
            }

            (long[] rows, long[] columns) = (Pixels(regions[i], "ypix", i, variables), Pixels(regions[i], "xpix", i, variables));
            if (rows.Length != columns.Length)
            {
                throw variables.Invalid($"region {i} has {rows.Length} rows and {columns.Length} columns");
            }

            draft.Pixels.AddRange(rows.Zip(columns, (row, column) => (checked((int)row), checked((int)column))));
            drafts.Add(draft);
        }

        return new NeuronFileContent(HeadOf(variables, traces.Dims[1]), drafts);
    }

    private static NeuronFileHead HeadOf(MatVariables variables, int frames)
    {
        MatStruct? options = variables.Find("ops") as MatStruct;
        double? Number(string field) => options is { Count: 1 } && options.Find(field) is MatNumeric { Count: 1 } number
            && number.ToDoubles()[0] is > 0 and < double.PositiveInfinity and var value ? value : null;
        int? Size(string field) => Number(field) is <= int.MaxValue and { } size ? (int)size : null;
        return new NeuronFileHead
        {
            Height = Size("Ly"),
            Width = Size("Lx"),
            FrameRate = Number("fs"),
            FrameCount = frames,
        };
    }

    /// <summary>The regions' fields: a cell of records, or an array of them where MATLAB saved the file again.</summary>
    private static IReadOnlyList<Func<string, MatArray?>> RegionsOf(MatVariables variables) => variables.Find(Statistics) switch
    {
        MatCell cell when cell.Cells.All(c => c is MatStruct { Count: 1 }) =>
            [.. cell.Cells.Select(c => (Func<string, MatArray?>)(field => ((MatStruct)c).Find(field)))],
        MatStruct records => [.. Enumerable.Range(0, checked((int)records.Count)).Select(
            i => (Func<string, MatArray?>)(field => records.Find(field, i)))],
        var other => throw variables.Invalid($"'{Statistics}' is {other} where records of regions are expected"),
    };

    private static long[] Pixels(Func<string, MatArray?> region, string field, int number, MatVariables variables) =>
        region(field) is MatNumeric numbers
            ? numbers.ToIntegers()
            : throw variables.Invalid($"region {number} has no '{field}'");

    private static float[] RowOf(double[] samples, int row, int rows)
    {
        float[] trace = new float[samples.Length / rows];
        for (int frame = 0; frame < trace.Length; frame++)
        {
            trace[frame] = (float)samples[(frame * rows) + row];
        }

        return trace;
    }
}
