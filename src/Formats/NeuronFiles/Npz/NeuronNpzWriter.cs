using System.IO.Compression;
using System.Runtime.InteropServices;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Npz;

/// <summary>
/// Writes neurons as a zip of arrays that <c>numpy.load</c> opens: one array a property, traces of neurons (or detections) by frames, and
/// lists of pixels or detections whose rows begin with the neuron's number. <c>head</c> is JSON (bytes) with what holds for all.
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
        PutNumbers(NeuronTable.View.Numbers, set.Neurons);
        int[] pixels = [.. set.Neurons.SelectMany(n => Enumerable.Range(0, n.Footprint.Count)
            .SelectMany(i => new[] { n.Id, n.Footprint.RowAt(i), n.Footprint.ColumnAt(i) }))];
        PutWhole(NpzNames.Pixels, pixels, pixels.Length / 3, 3);
        PutSeries(NeuronTable.View, set.Neurons, set.FrameCount);
    }

    private void Put(NeuronPopulation population)
    {
        PutHead(NeuronFileHead.Of(population));
        PutNumbers(NeuronTable.Space.Numbers, population.Neurons);
        NeuronNumber<Detection>[] needed = [.. NeuronTable.Detections.Numbers.Where(n => n.IsNeeded)];
        int columns = 1 + needed.Length;
        double[] detections = [.. population.Neurons.SelectMany(
            n => n.Detections.SelectMany(d => needed.Select(number => number.Get(d)).Prepend(n.Id)))];
        Entry(NpzNames.Detections, stream => NpyWriter.Write(stream, detections, detections.Length / columns, columns));
        Detection[] seen = [.. population.Neurons.SelectMany(n => n.Detections)];
        PutNumbers(NeuronTable.Detections.Numbers, seen);
        PutSeries(NeuronTable.Space, population.Neurons, population.FrameCount);
        PutSeries(NeuronTable.Detections, seen, population.FrameCount);
    }

    private void PutHead(NeuronFileHead head)
    {
        byte[] json = NeuronJsonWriter.Head(head);
        Entry(NpzNames.Head, stream =>
        {
            NpyWriter.WriteHeader(stream, "|u1", [json.Length]);
            stream.Write(json);
        });
        if (head.FrameTimes is { } times)
        {
            Entry(NpzNames.FrameTimes, stream => NpyWriter.Write(stream, times, times.Length));
        }
    }

    private void PutWhole(string name, int[] values, params int[] shape) => Entry(name, stream => NpyWriter.Write(stream, values, shape));

    private void PutNumbers<T>(IEnumerable<NeuronNumber<T>> numbers, IReadOnlyList<T> neurons)
    {
        foreach (NeuronNumber<T> number in numbers.Where(n => n.Npz is not null && n.IsIn(neurons)))
        {
            double[] values = [.. neurons.Select(number.Get)];
            if (number.IsWhole)
            {
                PutWhole(number.Npz!, Array.ConvertAll(values, v => (int)v), values.Length);
            }
            else
            {
                Entry(number.Npz!, stream => NpyWriter.Write(stream, values, values.Length));
            }
        }
    }

    /// <summary>
    /// Writes a row a neuron, NaN for one that has none; without any at all there is no array either, but of the neurons' own traces.
    /// </summary>
    private void PutSeries<T>(NeuronTable<T> table, IReadOnlyList<T> neurons, long frames)
    {
        foreach (NeuronSeries<T> series in table.Series.Where(s => s.Npz is not null && s.IsIn(neurons)))
        {
            Trace?[] traces = [.. neurons.Select(series.Get)];
            Entry(series.Npz!, stream => WriteTraces(stream, traces, checked((int)frames)));
        }
    }

    private void WriteTraces(Stream stream, Trace?[] traces, int frames)
    {
        float[] nothing = new float[frames];
        Array.Fill(nothing, float.NaN);
        NpyWriter.WriteHeader(stream, BitConverter.IsLittleEndian ? "<f4" : ">f4", [traces.Length, frames]);
        foreach (Trace? trace in traces)
        {
            _cancellation.ThrowIfCancellationRequested();
            stream.Write(MemoryMarshal.AsBytes(trace is null ? nothing : trace.AsSpan()));
        }
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
