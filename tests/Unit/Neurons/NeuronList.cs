using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using Xunit;

namespace DeepWonder3D.Tests.Neurons;

/// <summary>Neurons as a judge lists them.</summary>
internal sealed class NeuronList
{
    private readonly int[][] _pixels;
    private readonly double[] _centroids;
    private readonly double[] _traces;
    private readonly double[]? _roundness;

    /// <summary>Reads the arrays that a script wrote: <paramref name="prefix"/> followed by <c>_count.npy</c> and so on.</summary>
    public NeuronList(string prefix, int width)
    {
        int[] counts = NpyFile.Read(prefix + "_count.npy").As<int>();
        int[] positions = NpyFile.Read(prefix + "_position.npy").As<int>();
        _pixels = new int[counts.Length][];
        for (int i = 0, at = 0; i < counts.Length; at += counts[i], i++)
        {
            _pixels[i] = [.. Enumerable.Range(at, counts[i]).Select(p => (positions[2 * p] * width) + positions[(2 * p) + 1])];
        }

        _centroids = NpyFile.Read(prefix + "_centroid.npy").ToDoubles();
        _traces = NpyFile.Read(prefix + "_trace.npy").ToDoubles();
        _roundness = File.Exists(prefix + "_roundness.npy") ? NpyFile.Read(prefix + "_roundness.npy").ToDoubles() : null;
    }

    public int Count => _pixels.Length;

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
            if (_roundness is not null)
            {
                Assert.Equal(_roundness[i], neuron.Roundness, 1e-9);
            }

            for (int t = 0; t < neuron.Trace.Length; t++)
            {
                double expected = _traces[((long)i * neuron.Trace.Length) + t];
                Assert.Equal(expected, neuron.Trace[t], 1e-6 * Math.Max(1, Math.Abs(expected)));
            }
        }
    }
}
