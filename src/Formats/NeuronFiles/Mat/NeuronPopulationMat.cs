using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>The neurons of all views in space as MATLAB variables, in the published names, classes and sizes.</summary>
internal static class NeuronPopulationMat
{
    private const int PositionColumns = 3;

    // Beside the neuron's number, which comes first.
    private static readonly int s_detectionColumns = 1 + NeuronTable.Detections.Numbers.Count;
    private static readonly int s_leastDetectionColumns = 1 + NeuronTable.Detections.Numbers.Count(n => n.IsNeeded);

    /// <summary>The variables of a file.</summary>
    public static List<(string Name, MatArray Array)> ToVariables(NeuronPopulation population)
    {
        IReadOnlyList<LocalizedNeuron> neurons = population.Neurons;
        (string, MatArray)[] series = [.. NeuronTableMat.Series(NeuronTable.Space, neurons, population.FrameCount)];
        return
        [
            (MatNames.Positions, new MatComputed(neurons.Count, PositionColumns, (i, axis) => Position(neurons[i], axis))),
            series[0],
            .. MatHead.ToVariables(NeuronFileHead.Of(population)),
            .. NeuronTableMat.Numbers(NeuronTable.Space, neurons),
            (MatNames.Detections, Detections(neurons)),
            .. series[1..],
            .. ViewTracesMat.ToVariables(population),
        ];
    }

    /// <summary>What the variables of a file say.</summary>
    public static NeuronFileContent Read(MatVariables variables)
    {
        string name = variables.Find(MatNames.Positions) is null ? MatNames.Coordinates : MatNames.Positions;
        MatNumeric positions = variables.Matrix(variables.Find(name), name, null, null);
        int count = positions.Dims[0];
        if (positions.Dims[1] < PositionColumns)
        {
            throw variables.Invalid($"'{name}' is {positions} where n×{PositionColumns} numbers are expected");
        }

        double[] values = positions.ToDoubles();
        NeuronDraft[] drafts = [.. Enumerable.Range(1, count).Select(id => new NeuronDraft { Id = id })];
        NeuronTableMat.Read(NeuronTable.Space, variables, drafts);
        for (int i = 0; i < count; i++)
        {
            drafts[i][nameof(LocalizedNeuron.Row)] = values[i];
            drafts[i][nameof(LocalizedNeuron.Column)] = values[count + i];
            drafts[i][nameof(LocalizedNeuron.ZUm)] = values[(2 * count) + i];
        }

        ReadDetections(variables, drafts);
        ViewTracesMat.Read(variables, drafts);
        return new NeuronFileContent(MatHead.Read(variables, NeuronFileKind.Space), drafts);
    }

    private static double Position(LocalizedNeuron neuron, int axis) => axis switch
    {
        0 => neuron.Row,
        1 => neuron.Column,
        _ => neuron.ZUm,
    };

    private static MatNumeric Detections(IReadOnlyList<LocalizedNeuron> neurons)
    {
        double[][] rows = [.. neurons.SelectMany(
            n => n.Detections.Select(d => (double[])[n.Id, .. NeuronTable.Detections.Numbers.Select(number => number.Get(d))]))];
        double[] values = new double[rows.Length * s_detectionColumns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rows[i % rows.Length][i / rows.Length];
        }

        return new MatNumeric([rows.Length, s_detectionColumns], values);
    }

    private static void ReadDetections(MatVariables variables, NeuronDraft[] drafts)
    {
        if (variables.Find(MatNames.Detections) is not { } array)
        {
            return;
        }

        MatNumeric detections = variables.Matrix(array, MatNames.Detections, null, null);
        if (detections.Dims[1] < s_leastDetectionColumns)
        {
            throw variables.Invalid($"'{MatNames.Detections}' is {detections} where n×{s_detectionColumns} numbers are expected");
        }

        double[] values = detections.ToDoubles();
        int rows = detections.Dims[0];
        double Value(int row, int column) => column < detections.Dims[1] ? values[(column * rows) + row] : double.NaN;
        ILookup<int, int> rowsOf = Enumerable.Range(0, rows).ToLookup(row => (int)values[row]);
        foreach (NeuronDraft draft in drafts)
        {
            draft.Detections.AddRange(rowsOf[draft.Id!.Value].Select(row => NeuronTable.DetectionOf(i => Value(row, 1 + i))));
        }
    }
}
