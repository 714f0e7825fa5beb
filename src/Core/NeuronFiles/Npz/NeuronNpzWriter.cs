using System.IO.Compression;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.NeuronFiles.Json;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.NeuronFiles.Npz;

/// <summary>
/// Writes neurons as a zip of arrays that <c>numpy.load</c> opens: one array a property, <c>trace</c> of neurons by frames, and lists of pixels or
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
        PutWhole("id", [.. set.Neurons.Select(n => n.Id)], set.Count);
        PutEach("row", set.Neurons, n => n.Row);
        PutEach("column", set.Neurons, n => n.Column);
        PutEach("roundness", set.Neurons, n => n.Roundness);
        PutEach("score", set.Neurons, n => n.Score);
        PutEach("snr", set.Neurons, n => n.Snr);
        int[] pixels = [.. set.Neurons.SelectMany(n => Enumerable.Range(0, n.Footprint.Count).SelectMany(i => new[] { n.Id, n.Footprint.RowAt(i), n.Footprint.ColumnAt(i) }))];
        PutWhole("pixels", pixels, pixels.Length / 3, 3);
        PutTraces([.. set.Neurons.Select(n => n.Trace)], set.FrameCount);
    }

    private void Put(NeuronPopulation population)
    {
        PutHead(NeuronFileHead.Of(population));
        PutWhole("id", [.. population.Neurons.Select(n => n.Id)], population.Count);
        PutEach("x_um", population.Neurons, n => n.XUm);
        PutEach("y_um", population.Neurons, n => n.YUm);
        PutEach("z_um", population.Neurons, n => n.ZUm);
        PutEach("row", population.Neurons, n => n.Row);
        PutEach("column", population.Neurons, n => n.Column);
        PutEach("x_error_um", population.Neurons, n => n.XErrorUm);
        PutEach("y_error_um", population.Neurons, n => n.YErrorUm);
        PutEach("z_error_um", population.Neurons, n => n.ZErrorUm);
        PutEach("agreeing_view_count", population.Neurons, n => n.AgreeingViewCount);
        PutEach("placement", population.Neurons, n => (int)n.Placement);
        PutEach("residual_px", population.Neurons, n => n.ResidualPx);
        PutEach("correlation", population.Neurons, n => n.Correlation);
        PutEach("snr", population.Neurons, n => n.Snr);
        double[] detections = [.. population.Neurons.SelectMany(n => n.Detections.SelectMany(d => new[] { n.Id, d.ViewId, d.NeuronId, d.Row, d.Column }))];
        Entry("detections", stream => NpyWriter.Write(stream, detections, detections.Length / 5, 5));
        PutTraces([.. population.Neurons.Select(n => n.Trace)], population.FrameCount);
    }

    private void PutHead(NeuronFileHead head)
    {
        using MemoryStream json = new();
        NeuronJsonWriter.WriteHead(json, head);
        Entry("head", stream =>
        {
            NpyWriter.WriteHeader(stream, "|u1", [(int)json.Length]);
            json.WriteTo(stream);
        });
    }

    private void PutWhole(string name, int[] values, params int[] shape) => Entry(name, stream => NpyWriter.Write(stream, values, shape));

    private void PutEach<T>(string name, IReadOnlyList<T> neurons, Func<T, double> value) =>
        Entry(name, stream => NpyWriter.Write(stream, (double[])[.. neurons.Select(value)], neurons.Count));

    private void PutTraces(Trace[] traces, long frames) => Entry("trace", stream =>
    {
        NpyWriter.WriteHeader(stream, BitConverter.IsLittleEndian ? "<f4" : ">f4", [traces.Length, checked((int)frames)]);
        foreach (Trace trace in traces)
        {
            _cancellation.ThrowIfCancellationRequested();
            stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(trace.AsSpan()));
        }
    });

    private void Entry(string name, Action<Stream> write)
    {
        _cancellation.ThrowIfCancellationRequested();
        ZipArchiveEntry entry = _zip.CreateEntry(name + ".npy", CompressionLevel.Fastest);
        entry.LastWriteTime = s_time;
        using Stream stream = entry.Open();
        write(stream);
    }
}
