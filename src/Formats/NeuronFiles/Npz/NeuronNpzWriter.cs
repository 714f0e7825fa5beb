using System.IO.Compression;
using System.Runtime.InteropServices;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>
/// Writes neurons as a zip of arrays that <c>numpy.load</c> opens: one array a property, traces of neurons (or detections) by frames, and lists of pixels or
/// detections whose rows begin with the neuron's number. <c>head</c> is JSON (bytes) with what holds for all.
/// </summary>
internal sealed class NeuronNpzWriter : IDisposable
{
    // A zip holds times, and the same neurons are to give the same bytes.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly CancellationToken _cancellation;

    private NeuronNpzWriter(Stream stream, CancellationToken cancellation)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        _cancellation = cancellation;
    }

    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        using NeuronNpzWriter file = new(stream, cancellation);
        if (neurons is NeuronSet set)
        {
            file.Put(set);
        }
        else
        {
            file.Put((NeuronPopulation)neurons);
        }
    }

    public void Dispose() => _zip.Dispose();

    private void Put(NeuronSet set)
    {
        PutHead(NeuronFileHead.Of(set));
        PutWhole(NpzNames.Id, [.. set.Neurons.Select(n => n.Id)], set.Count);
        PutEach(NpzNames.Row, set.Neurons, n => n.Row);
        PutEach(NpzNames.Column, set.Neurons, n => n.Column);
        PutEach(NpzNames.Roundness, set.Neurons, n => n.Roundness);
        PutEach(NpzNames.Score, set.Neurons, n => n.Score);
        PutEach(NpzNames.Snr, set.Neurons, n => n.Snr);
        int[] pixels = [.. set.Neurons.SelectMany(n => Enumerable.Range(0, n.Footprint.Count).SelectMany(i => new[] { n.Id, n.Footprint.RowAt(i), n.Footprint.ColumnAt(i) }))];
        PutWhole(NpzNames.Pixels, pixels, pixels.Length / 3, 3);
        PutTraces(NpzNames.Trace, [.. set.Neurons.Select(n => n.Trace)], set.FrameCount);
    }

    private void Put(NeuronPopulation population)
    {
        PutHead(NeuronFileHead.Of(population));
        PutWhole(NpzNames.Id, [.. population.Neurons.Select(n => n.Id)], population.Count);
        PutEach(NpzNames.XUm, population.Neurons, n => n.XUm);
        PutEach(NpzNames.YUm, population.Neurons, n => n.YUm);
        PutEach(NpzNames.ZUm, population.Neurons, n => n.ZUm);
        PutEach(NpzNames.Row, population.Neurons, n => n.Row);
        PutEach(NpzNames.Column, population.Neurons, n => n.Column);
        PutEach(NpzNames.XErrorUm, population.Neurons, n => n.XErrorUm);
        PutEach(NpzNames.YErrorUm, population.Neurons, n => n.YErrorUm);
        PutEach(NpzNames.ZErrorUm, population.Neurons, n => n.ZErrorUm);
        PutEach(NpzNames.AgreeingViewCount, population.Neurons, n => n.AgreeingViewCount);
        PutEach(NpzNames.Placement, population.Neurons, n => (int)n.Placement);
        PutEach(NpzNames.ResidualPx, population.Neurons, n => n.ResidualPx);
        PutEach(NpzNames.Correlation, population.Neurons, n => n.Correlation);
        PutEach(NpzNames.Snr, population.Neurons, n => n.Snr);
        double[] detections = [.. population.Neurons.SelectMany(n => n.Detections.SelectMany(d => new[] { n.Id, d.ViewId, d.NeuronId, d.Row, d.Column }))];
        Entry(NpzNames.Detections, stream => NpyWriter.Write(stream, detections, detections.Length / 5, 5));
        Detection[] seen = [.. population.Neurons.SelectMany(n => n.Detections)];
        PutEach(NpzNames.DetectionResidualPx, seen, d => d.ResidualPx);
        PutEach(NpzNames.DetectionSnr, seen, d => d.Snr);
        PutEach(NpzNames.DetectionWeight, seen, d => d.Weight);
        PutTraces(NpzNames.Trace, [.. population.Neurons.Select(n => n.Trace)], population.FrameCount);
        PutTraces(NpzNames.DeltaFOverF, [.. population.Neurons.Select(n => n.DeltaFOverF)], population.FrameCount);
        PutTraces(NpzNames.DetectionTrace, [.. seen.Select(d => d.Trace)], population.FrameCount);
    }

    private void PutHead(NeuronFileHead head)
    {
        using MemoryStream json = new();
        NeuronJsonWriter.WriteHead(json, head);
        Entry(NpzNames.Head, stream =>
        {
            NpyWriter.WriteHeader(stream, "|u1", [(int)json.Length]);
            json.WriteTo(stream);
        });
    }

    private void PutWhole(string name, int[] values, params int[] shape) => Entry(name, stream => NpyWriter.Write(stream, values, shape));

    private void PutEach<T>(string name, IReadOnlyList<T> neurons, Func<T, double> value) =>
        Entry(name, stream => NpyWriter.Write(stream, (double[])[.. neurons.Select(value)], neurons.Count));

    /// <summary>Writes a row a trace, NaN for one that there is not; without any at all there is no array either, but of the neurons' own traces.</summary>
    private void PutTraces(string name, Trace?[] traces, long frames)
    {
        if (name != NpzNames.Trace && Array.TrueForAll(traces, t => t is null))
        {
            return;
        }

        Entry(name, stream =>
        {
            float[] nothing = new float[checked((int)frames)];
            Array.Fill(nothing, float.NaN);
            NpyWriter.WriteHeader(stream, BitConverter.IsLittleEndian ? "<f4" : ">f4", [traces.Length, nothing.Length]);
            foreach (Trace? trace in traces)
            {
                _cancellation.ThrowIfCancellationRequested();
                stream.Write(MemoryMarshal.AsBytes(trace is null ? nothing : trace.AsSpan()));
            }
        });
    }

    private void Entry(string name, Action<Stream> write)
    {
        _cancellation.ThrowIfCancellationRequested();
        ZipArchiveEntry entry = _zip.CreateEntry(name + NpzNames.Ending, CompressionLevel.Fastest);
        entry.LastWriteTime = s_time;
        using Stream stream = entry.Open();
        write(stream);
    }
}
