using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>The neurons of all views in space as MATLAB variables, in the published names, classes and sizes.</summary>
internal static class NeuronPopulationMat
{
    private const int PositionColumns = 3;
    private const int LeastDetectionColumns = 5;
    private const int DetectionColumns = 8;

    /// <summary>The variables of a file.</summary>
    public static List<(string Name, MatArray Array)> ToVariables(NeuronPopulation population)
    {
        IReadOnlyList<LocalizedNeuron> neurons = population.Neurons;
        Trace[] traces = [.. neurons.Select(n => n.Trace)];
        return
        [
            (MatNames.Positions, new MatComputed(neurons.Count, PositionColumns, (i, axis) => Position(neurons[i], axis))),
            (MatNames.Traces, new MatComputed(neurons.Count, checked((int)population.FrameCount), (i, frame) => traces[i][frame])),
            .. MatHead.ToVariables(NeuronFileHead.Of(population)),
            (MatNames.NeuronId, PerNeuron(neurons, n => n.Id)),
            (MatNames.XUm, PerNeuron(neurons, n => n.XUm)),
            (MatNames.YUm, PerNeuron(neurons, n => n.YUm)),
            (MatNames.ZUm, PerNeuron(neurons, n => n.ZUm)),
            (MatNames.ViewCount, PerNeuron(neurons, n => n.ViewCount)),
            (MatNames.XErrorUm, PerNeuron(neurons, n => n.XErrorUm)),
            (MatNames.YErrorUm, PerNeuron(neurons, n => n.YErrorUm)),
            (MatNames.ZErrorUm, PerNeuron(neurons, n => n.ZErrorUm)),
            (MatNames.AgreeingViewCount, PerNeuron(neurons, n => n.AgreeingViewCount)),
            (MatNames.Placement, PerNeuron(neurons, n => (int)n.Placement)),
            (MatNames.ResidualPx, PerNeuron(neurons, n => n.ResidualPx)),
            (MatNames.Correlation, PerNeuron(neurons, n => n.Correlation)),
            (MatNames.Snr, PerNeuron(neurons, n => n.Snr)),
            (MatNames.Detections, Detections(neurons)),
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
        NeuronDraft[] drafts = new NeuronDraft[count];
        for (int i = 0; i < count; i++)
        {
            drafts[i] = new NeuronDraft { Id = i + 1, Row = values[i], Column = values[count + i], ZUm = values[(2 * count) + i] };
        }

        ReadTraces(variables, drafts);
        ReadOurs(variables, drafts);
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

    private static MatNumeric PerNeuron(IEnumerable<LocalizedNeuron> neurons, Func<LocalizedNeuron, double> value) =>
        MatNumeric.Row([.. neurons.Select(value)]);

    private static MatNumeric Detections(IReadOnlyList<LocalizedNeuron> neurons)
    {
        double[][] rows = [.. neurons.SelectMany(
            n => n.Detections.Select(d => new[] { n.Id, d.ViewId, d.NeuronId, d.Row, d.Column, d.ResidualPx, d.Snr, d.Weight }))];
        double[] values = new double[rows.Length * DetectionColumns];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = rows[i % rows.Length][i / rows.Length];
        }

        return new MatNumeric([rows.Length, DetectionColumns], values);
    }

    private static void ReadTraces(MatVariables variables, NeuronDraft[] drafts)
    {
        if (variables.Find(MatNames.Traces) is not { } array)
        {
            return;
        }

        MatNumeric traces = variables.Matrix(array, MatNames.Traces, drafts.Length, null);
        double[] samples = traces.ToDoubles();
        for (int i = 0; i < drafts.Length; i++)
        {
            float[] trace = new float[traces.Dims[1]];
            for (int frame = 0; frame < trace.Length; frame++)
            {
                trace[frame] = (float)samples[i + ((long)frame * drafts.Length)];
            }

            drafts[i].Trace = trace;
        }
    }

    private static void ReadOurs(MatVariables variables, NeuronDraft[] drafts)
    {
        void Each(string name, Action<NeuronDraft, double> set)
        {
            double[]? values = variables.PerNeuron(name, drafts.Length);
            for (int i = 0; i < (values?.Length ?? 0); i++)
            {
                set(drafts[i], values![i]);
            }
        }

        Each(MatNames.NeuronId, (draft, value) => draft.Id = (int)value);
        Each(MatNames.XUm, (draft, value) => draft.XUm = value);
        Each(MatNames.YUm, (draft, value) => draft.YUm = value);
        Each(MatNames.XErrorUm, (draft, value) => draft.XErrorUm = value);
        Each(MatNames.YErrorUm, (draft, value) => draft.YErrorUm = value);
        Each(MatNames.ZErrorUm, (draft, value) => draft.ZErrorUm = value);
        Each(MatNames.AgreeingViewCount, (draft, value) => draft.AgreeingViewCount = value);
        Each(MatNames.Placement, (draft, value) => draft.Placement = value);
        Each(MatNames.ResidualPx, (draft, value) => draft.ResidualPx = value);
        Each(MatNames.Correlation, (draft, value) => draft.Correlation = value);
        Each(MatNames.Snr, (draft, value) => draft.Snr = value);
    }

    private static void ReadDetections(MatVariables variables, NeuronDraft[] drafts)
    {
        if (variables.Find(MatNames.Detections) is not { } array)
        {
            return;
        }

        MatNumeric detections = variables.Matrix(array, MatNames.Detections, null, null);
        if (detections.Dims[1] < LeastDetectionColumns)
        {
            throw variables.Invalid($"'{MatNames.Detections}' is {detections} where n×{DetectionColumns} numbers are expected");
        }

        double[] values = detections.ToDoubles();
        int rows = detections.Dims[0];
        double Value(int row, int column) => column < detections.Dims[1] ? values[(column * rows) + row] : double.NaN;
        ILookup<int, int> rowsOf = Enumerable.Range(0, rows).ToLookup(row => (int)values[row]);
        foreach (NeuronDraft draft in drafts)
        {
            draft.Detections.AddRange(rowsOf[draft.Id!.Value].Select(row => new Detection(
                (int)Value(row, 1), (int)Value(row, 2), Value(row, 3), Value(row, 4))
            {
                ResidualPx = Value(row, 5),
                Snr = Value(row, 6),
                Weight = Value(row, 7),
            }));
        }
    }
}
