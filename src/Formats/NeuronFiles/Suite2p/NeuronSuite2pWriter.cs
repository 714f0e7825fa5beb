using System.Runtime.InteropServices;
using System.Text;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Formats.Npy.Objects;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Suite2p;

/// <summary>
/// Writes the neurons of a view as a folder that suite2p's window and scripts read: <c>stat</c>, <c>ops</c>, <c>F</c>, <c>Fneu</c>,
/// <c>spks</c> and <c>iscell</c>. Traces are what they are here: what a measurement took off for neuropil is taken off already. So
/// <c>Fneu</c> is zero, and <c>F − 0.7 · Fneu</c>, which suite2p and its users compute, is the trace. Events are <c>spks</c>, zero where
/// there are none. What suite2p has no file for stands beside. The mean image shows each footprint at its trace's mean.
/// </summary>
internal sealed class NeuronSuite2pWriter(NeuronSet set, CancellationToken cancellation)
{
    /// <summary>The files of a folder; the one that stands for all comes last.</summary>
    /// <param name="folder">The folder.</param>
    public (string Path, Action<Stream>? Write)[] Files(string folder) =>
    [
        (Path.Combine(folder, Suite2pNames.Fluorescence), stream => WriteTraces(stream, n => n.Trace, 0)),
        (Path.Combine(folder, Suite2pNames.Neuropil), stream => WriteTraces(stream, _ => null, 0)),
        (Path.Combine(folder, Suite2pNames.Spikes), stream => WriteTraces(stream, n => n.Events, 0)),
        .. NeuronTable.View.Series.Where(s => !Suite2pNames.IsKnown(s)).Select(series => (
            Path.Combine(folder, Suite2pNames.FileOf(series)),
            series.IsIn(set.Neurons) ? (Action<Stream>)(stream => WriteTraces(stream, series.Get, float.NaN)) : null)),
        (Path.Combine(folder, Suite2pNames.IsCell), WriteIsCell),
        (Path.Combine(folder, Suite2pNames.Options), WriteOptions),
        (Path.Combine(folder, Suite2pNames.Statistics), WriteStatistics),
    ];

    /// <summary>Writes a row a neuron, of one value where it has no such trace.</summary>
    private void WriteTraces(Stream stream, Func<Neuron, Trace?> get, float absent)
    {
        NpyWriter.WriteHeader(stream, BitConverter.IsLittleEndian ? "<f4" : ">f4", [set.Count, checked((int)set.FrameCount)]);
        float[] row = new float[set.FrameCount];
        foreach (Neuron neuron in set.Neurons)
        {
            cancellation.ThrowIfCancellationRequested();
            row.AsSpan().Fill(absent);
            get(neuron)?.AsSpan().CopyTo(row);
            stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }

    private void WriteIsCell(Stream stream) => NpyWriter.Write(stream, [.. Enumerable.Repeat(1.0, 2 * set.Count)], set.Count, 2);

    private void WriteStatistics(Stream stream)
    {
        IReadOnlyList<Footprint> exclusive = set.ExclusivePixels();
        double meanArea = set.Count > 0 ? Math.Max(1, set.Neurons.Average(n => n.AreaPx)) : 1;
        NumpyPickleWriter.Write(stream, [set.Count], [.. set.Neurons.Select((n, i) => Statistics(n, exclusive[i], meanArea))]);
    }

    private static Dictionary<string, object?> Statistics(Neuron neuron, Footprint exclusive, double meanArea)
    {
        int count = neuron.Footprint.Count;
        int[] rows = [.. Enumerable.Range(0, count).Select(neuron.Footprint.RowAt)];
        int[] columns = [.. Enumerable.Range(0, count).Select(neuron.Footprint.ColumnAt)];
        bool[] overlap = [.. Enumerable.Range(0, count).Select(i => !exclusive.Contains(rows[i], columns[i]))];
        (double deviation, double skewness) = Moments(neuron.Trace);
        Dictionary<string, object?> statistics = new()
        {
            ["ypix"] = NumpyArray.Of(rows),
            ["xpix"] = NumpyArray.Of(columns),
            ["lam"] = NumpyArray.Of([.. Enumerable.Repeat(count > 0 ? 1f / count : 0, count)]),
            ["overlap"] = NumpyArray.Of(overlap),
            ["med"] = new List<object?> { (int)Math.Round(neuron.Row), (int)Math.Round(neuron.Column) },
            ["npix"] = count,
            ["npix_soma"] = count,
            ["npix_norm"] = count / meanArea,
            ["npix_norm_no_crop"] = count / meanArea,
            ["radius"] = Math.Sqrt(count / Math.PI),
            ["aspect_ratio"] = 1.0,
            ["compact"] = double.IsFinite(neuron.Roundness) && neuron.Roundness > 0 ? 1 / Math.Sqrt(neuron.Roundness) : 1.0,
            ["footprint"] = 1.0,
            ["skew"] = skewness,
            ["std"] = deviation,
            ["soma_crop"] = NumpyArray.Of([.. Enumerable.Repeat(true, count)]),
            ["iplane"] = 0,
        };
        foreach (NeuronNumber<Neuron> number in NeuronTable.View.Numbers.Where(n => n.Npz is not null && n.IsIn([neuron])))
        {
            statistics[Suite2pNames.Of(number)] = number.IsWhole ? (int)number.Get(neuron) : (object)number.Get(neuron);
        }

        if (neuron.Events is not null)
        {
            statistics[Suite2pNames.IsDeconvolved] = true;
        }

        return statistics;
    }

    private void WriteOptions(Stream stream)
    {
        float[] mean = new float[checked(set.Height * set.Width)];
        foreach (Neuron neuron in set.Neurons)
        {
            foreach (int pixel in neuron.Footprint.Pixels)
            {
                mean[pixel] = float.IsFinite(neuron.Trace.Mean) ? neuron.Trace.Mean : 0;
            }
        }

        if (set.Picture is { } picture)
        {
            mean = [.. picture.AsSpan().ToArray().Select(v => float.IsFinite(v) ? v : 0)];
        }

        NumpyArray image = NumpyArray.Of(mean, set.Height, set.Width);
        NumpyPickleWriter.Write(stream, [], [new Dictionary<string, object?>
        {
            ["Ly"] = set.Height,
            ["Lx"] = set.Width,
            ["yrange"] = new List<object?> { 0, set.Height },
            ["xrange"] = new List<object?> { 0, set.Width },
            ["nframes"] = (int)set.FrameCount,
            ["fs"] = set.FrameRate ?? 10.0,
            ["tau"] = 1.0,
            ["nplanes"] = 1,
            ["nchannels"] = 1,
            ["functional_chan"] = 1,
            ["diameter"] = 10,
            ["neucoeff"] = 0.0,
            ["filelist"] = new List<object?>(),
            ["save_path"] = ".",
            ["meanImg"] = image,
            ["meanImgE"] = image,
            ["refImg"] = image,
            ["max_proj"] = image,
            ["Vcorr"] = image,
            [Suite2pNames.Head] = Encoding.UTF8.GetString(NeuronJsonWriter.Head(NeuronFileHead.Of(set), withTimes: true)),
        }]);
    }

    /// <summary>Standard deviation and skewness; 0 where they are not defined.</summary>
    private static (double Deviation, double Skewness) Moments(Trace trace)
    {
        double mean = trace.Length == 0 ? 0 : trace.Mean;
        (double second, double third) = (0, 0);
        foreach (float sample in trace.AsSpan())
        {
            double difference = sample - mean;
            second += difference * difference;
            third += difference * difference * difference;
        }

        double deviation = Math.Sqrt(second / Math.Max(1, trace.Length));
        double skewness = third / Math.Max(1, trace.Length) / (deviation * deviation * deviation);
        return (double.IsFinite(deviation) ? deviation : 0, double.IsFinite(skewness) ? skewness : 0);
    }
}
