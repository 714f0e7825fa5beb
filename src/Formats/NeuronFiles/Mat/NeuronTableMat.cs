using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>What the table of neurons says, as variables: a number a neuron in a row, series as neurons × frames.</summary>
internal static class NeuronTableMat
{
    public static IEnumerable<(string Name, MatArray Array)> Numbers<T>(NeuronTable<T> table, IReadOnlyList<T> neurons) => table.Numbers
        .Where(number => number.Mat is not null && number.IsIn(neurons))
        .Select(number => (number.Mat!, (MatArray)MatNumeric.Row([.. neurons.Select(number.Get)])));

    /// <summary>The series, NaN for a neuron without; none of what no neuron has, but for the traces.</summary>
    public static IEnumerable<(string Name, MatArray Array)> Series<T>(NeuronTable<T> table, IReadOnlyList<T> neurons, long frameCount)
    {
        foreach (NeuronSeries<T> series in table.Series.Where(s => s.Mat is not null && s.IsIn(neurons)))
        {
            Trace?[] traces = [.. neurons.Select(series.Get)];
            MatComputed matrix = new(traces.Length, checked((int)frameCount), (i, frame) => traces[i]?[frame] ?? double.NaN);
            yield return (series.Mat!, matrix);
        }
    }

    /// <summary>Reads numbers and series; what a file lacks stays unknown.</summary>
    public static void Read<T>(NeuronTable<T> table, MatVariables variables, NeuronDraft[] drafts)
    {
        double[]? ids = variables.PerNeuron(table.Id.Mat!, drafts.Length);
        for (int i = 0; i < (ids?.Length ?? 0); i++)
        {
            drafts[i].Id = (int)ids![i];
        }

        foreach (NeuronNumber<T> number in table.Read.Where(n => n.Mat is not null))
        {
            double[]? values = variables.PerNeuron(number.Mat!, drafts.Length);
            for (int i = 0; i < (values?.Length ?? 0); i++)
            {
                drafts[i][number.Name] = values![i];
            }
        }

        foreach (NeuronSeries<T> series in table.Series.Where(s => s.Mat is not null && variables.Find(s.Mat) is not null))
        {
            MatNumeric matrix = variables.Matrix(variables.Find(series.Mat!), series.Mat!, drafts.Length, null);
            double[] samples = matrix.ToDoubles();
            for (int i = 0; i < drafts.Length; i++)
            {
                float[] row = RowOf(samples, i, drafts.Length, matrix.Dims[1]);
                if (series.IsNeeded || !Array.TrueForAll(row, float.IsNaN))
                {
                    drafts[i].Series[series.Name] = row;
                }
            }
        }
    }

    /// <summary>Samples that lie so many values apart.</summary>
    public static float[] RowOf(double[] values, int first, int apart, int count)
    {
        float[] row = new float[count];
        for (int i = 0; i < count; i++)
        {
            row[i] = (float)values[first + ((long)i * apart)];
        }

        return row;
    }
}
