using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Tests.Neurons;

/// <summary>Neurons as a judge lists them.</summary>
internal sealed class NeuronList(int[][] pixels, double[] centroids, double[] traces, double[]? roundness)
{
    private readonly int[][] _pixels = pixels;

    /// <summary>Row and column of each.</summary>
    private readonly double[] _centroids = centroids;

    /// <summary>All samples of the first neuron, then of the second, and so on.</summary>
    private readonly double[] _traces = traces;

    public int Count => _pixels.Length;

    /// <summary>Reads the file that the published program writes.</summary>
    public static NeuronList FromPublished(string path, int width)
    {
        MatStruct[] neurons = [.. ((MatCell)MatFile.Read(path)["final_mask_list"]).Cells.Cast<MatStruct>()];
        return new NeuronList(
            [.. neurons.Select(n => Pixels(((MatNumeric)n.Find("position")!).ToIntegers(), width))],
            [.. neurons.SelectMany(n => ((MatNumeric)n.Find("centroid")!).ToDoubles())],
            [.. neurons.SelectMany(n => ((MatNumeric)n.Find("trace")!).ToDoubles())],
            roundness: null);

        // Column-major: all rows, then all columns.
        static int[] Pixels(long[] places, int width) =>
            [.. Enumerable.Range(0, places.Length / 2).Select(i => (int)((places[i] * width) + places[(places.Length / 2) + i]))];
    }

    /// <summary>Reads the arrays that the judge wrote: <paramref name="prefix"/> followed by <c>_count.npy</c> and so on.</summary>
    public static NeuronList FromJudge(string prefix, int width)
    {
        int[] counts = NpyFile.Read(prefix + "_count.npy").As<int>();
        int[] positions = NpyFile.Read(prefix + "_position.npy").As<int>();
        int[][] pixels = new int[counts.Length][];
        for (int i = 0, at = 0; i < counts.Length; at += counts[i], i++)
        {
            pixels[i] = [.. Enumerable.Range(at, counts[i]).Select(p => (positions[2 * p] * width) + positions[(2 * p) + 1])];
        }

        return new NeuronList(pixels, Read("_centroid"), Read("_trace"), Read("_roundness"));

        double[] Read(string name) => NpyFile.Read(prefix + name + ".npy").ToDoubles();
    }

    /// <summary>Holds a set against the list: pixels equal, in the same order; centroids, roundness and traces to 1e-6 relative.</summary>
    public void AssertSame(NeuronSet set)
    {
        Assert.Equal(Count, set.Count);
        for (int i = 0; i < Count; i++)
        {
            Neuron neuron = set.Neurons[i];
            Assert.Equal(i + 1, neuron.Id);
            Assert.Equal(_pixels[i], neuron.Footprint.Pixels.ToArray());
            Assert.Equal(_centroids[2 * i], neuron.Row, 1e-9);
            Assert.Equal(_centroids[(2 * i) + 1], neuron.Column, 1e-9);
            if (roundness is not null)
            {
                Assert.Equal(roundness[i], neuron.Roundness, 1e-9);
            }

            for (int t = 0; t < neuron.Trace.Length; t++)
            {
                double expected = _traces[((long)i * neuron.Trace.Length) + t];
                Assert.Equal(expected, neuron.Trace[t], 1e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }
}
