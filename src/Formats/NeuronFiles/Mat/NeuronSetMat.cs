using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>
/// The neurons of one view as MATLAB variables, in the published names, classes and sizes; coordinates are [row, column] from 0.
/// </summary>
internal static class NeuronSetMat
{
    /// <summary>The variables of a file.</summary>
    public static List<(string Name, MatArray Array)> ToVariables(NeuronSet set)
    {
        ushort[] image = new ushort[checked(set.Height * set.Width)];
        IReadOnlyList<Footprint> exclusive = set.ExclusivePixels();
        MatArray[] masks = new MatArray[set.Count];
        for (int i = 0; i < masks.Length; i++)
        {
            int[] ring = ContourRing.Of(set.Neurons[i].Footprint, set.Height);
            Paint(image, ring, i + 1, set);
            masks[i] = Mask(set.Neurons[i], i + 1, ring, exclusive[i]);
        }

        return
        [
            (MatNames.ContourImage, new MatNumeric([set.Height, set.Width], image)),
            (MatNames.Masks, set.Count == 0 ? MatNumeric.Empty : new MatCell([1, set.Count], masks)),
            .. MatHead.ToVariables(NeuronFileHead.Of(set)),
            .. NeuronTableMat.Numbers(NeuronTable.View, set.Neurons),
            .. NeuronTableMat.Series(NeuronTable.View, set.Neurons, set.FrameCount),
        ];
    }

    /// <summary>What the variables of a file say.</summary>
    public static NeuronFileContent Read(MatVariables variables)
    {
        NeuronDraft[] drafts = [.. Masks(variables).Select(mask => ToDraft(mask, variables))];
        NeuronTableMat.Read(NeuronTable.View, variables, drafts);
        MatArray? image = variables.Find(MatNames.ContourImage);
        return new NeuronFileContent(
            MatHead.Read(variables, NeuronFileKind.View) with { Height = image?.Dims[0], Width = image?.Dims[1] }, drafts);
    }

    private static MatStruct Mask(Neuron neuron, int number, int[] ring, Footprint exclusive)
    {
        int width = neuron.Footprint.Width;
        Trace trace = neuron.Trace;
        MatComputed samples = new(1, trace.Length, (_, frame) => trace[frame]);
        return MatStruct.Of(
            (MatNames.Contours, Points(ring, width)),
            (MatNames.Value, MatNumeric.Scalar((long)number)),
            (MatNames.Position, Points(neuron.Footprint.Pixels, width)),
            (MatNames.RemainPosition, Points(exclusive.Pixels, width)),
            (MatNames.Trace, samples),
            (MatNames.Centroid, MatNumeric.Row([neuron.Row, neuron.Column])),
            (MatNames.RemainTrace, samples),
            (MatNames.RemainSrTrace, samples));
    }

    private static MatNumeric Points(ReadOnlySpan<int> pixels, int width)
    {
        long[] points = new long[2 * pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (points[i], points[pixels.Length + i]) = (pixels[i] / width, pixels[i] % width);
        }

        return new MatNumeric([pixels.Length, 2], points);
    }

    /// <summary>Paints a ring into the column-major image of all rings; a later neuron covers an earlier one.</summary>
    private static void Paint(ushort[] image, int[] ring, int number, NeuronSet set)
    {
        foreach (int pixel in ring)
        {
            image[(pixel % set.Width * set.Height) + (pixel / set.Width)] = (ushort)Math.Min(number, ushort.MaxValue);
        }
    }

    /// <summary>The records of the neurons: a cell of records as published, or an array of records as MATLAB users make of it.</summary>
    private static IReadOnlyList<MatStruct> Masks(MatVariables variables) => variables.Find(MatNames.Masks) switch
    {
        MatNumeric { Count: 0 } => [],
        MatStruct records => [.. Enumerable.Range(0, (int)records.Count).Select(
            i => new MatStruct([1, 1], [.. records.Fields], records.Record(i).ToArray()))],
        MatCell cell => [.. cell.Cells.Select((c, i) => c as MatStruct is { Count: 1 } record
            ? record
            : throw variables.Invalid($"cell {i + 1} of '{MatNames.Masks}' is {c} and not a record"))],
        { } other => throw variables.Invalid($"'{MatNames.Masks}' is {other} and not a cell of records"),
        null => throw variables.Invalid($"it holds no variable '{MatNames.Masks}'"),
    };

    private static NeuronDraft ToDraft(MatStruct record, MatVariables variables)
    {
        MatArray? centroid = record.Find(MatNames.Centroid);
        double[] centre = centroid is null ? [double.NaN, double.NaN] : variables.Matrix(centroid, MatNames.Centroid, 1, 2).ToDoubles();
        NeuronDraft draft = new() { [nameof(Neuron.Row)] = centre[0], [nameof(Neuron.Column)] = centre[1] };
        long[] points = variables.Matrix(record.Find(MatNames.Position), MatNames.Position, null, 2).ToIntegers();
        for (int i = 0; i < points.Length / 2; i++)
        {
            draft.Pixels.Add((checked((int)points[i]), checked((int)points[i + (points.Length / 2)])));
        }

        if (record.Find(MatNames.Trace) is { Count: > 0 } trace)
        {
            draft.Trace = Array.ConvertAll(variables.Matrix(trace, MatNames.Trace, 1, null).ToDoubles(), v => (float)v);
        }

        return draft;
    }
}
