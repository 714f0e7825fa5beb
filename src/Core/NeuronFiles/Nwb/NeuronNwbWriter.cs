using System.Runtime.InteropServices;
using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.NeuronFiles.Json;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.NeuronFiles.Nwb;

/// <summary>
/// Writes neurons as an NWB file: a plane segmentation with pixel masks and a column for each quality, and traces as a response series of its regions. What
/// the schema has no place for (view, calibration, history) stands as JSON in the general notes.
/// </summary>
internal static class NeuronNwbWriter
{
    private const string ModulePath = "/processing/" + NwbColumns.Module;
    private const string TablePath = ModulePath + "/" + NwbColumns.Segmentation + "/" + NwbNames.PlaneSegmentation;
    private const string SeriesPath = ModulePath + "/" + NwbColumns.Fluorescence + "/" + NwbNames.RoiResponseSeries;

    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FrameRateUnknown"/>: there are traces, and the schema wants to know when.</exception>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        NeuronSet? set = neurons as NeuronSet;
        NeuronPopulation? population = neurons as NeuronPopulation;
        NeuronFileHead head = set is not null ? NeuronFileHead.Of(set) : NeuronFileHead.Of(population!);
        Trace[] traces = [.. set is not null ? set.Neurons.Select(n => n.Trace) : population!.Neurons.Select(n => n.Trace)];
        bool hasTraces = traces.Length > 0 && head.FrameCount > 0;
        if (hasTraces && head.FrameRate is null)
        {
            throw new DeepWonderException(
                ErrorId.FrameRateUnknown, $"NWB needs the frame rate of traces, and that of '{head.Name}' is not known.", head.Name, "Import the recording or the neurons with -FrameRate.");
        }

        Hdf5Writer writer = new(stream);
        NwbBuilder file = new(writer, head.Name!, head.History);
        long table = set is not null ? new NwbTable(file, TablePath, set).Write() : new NwbTable(file, TablePath, population!).Write();
        List<(string, long)> containers = [(NwbColumns.Segmentation, writer.Group([(NwbNames.PlaneSegmentation, table)], file.Typed(ModulePath + "/segmentation", NwbColumns.Segmentation)))];
        if (hasTraces)
        {
            long series = Series(file, table, traces, head.FrameRate!.Value, cancellation);
            containers.Add((NwbColumns.Fluorescence, writer.Group([(NwbNames.RoiResponseSeries, series)], file.Typed(ModulePath + "/fluorescence", NwbColumns.Fluorescence))));
        }

        long module = writer.Group(containers, file.Typed(ModulePath, "ProcessingModule", NwbNames.Core, writer.Text("description", "neurons and their activity")));
        file.Finish([], [(NwbColumns.Module, module)], Notes(head), (head.FrameRate, head.PixelSizeUm, null));
    }

    private static string Notes(NeuronFileHead head)
    {
        using MemoryStream json = new();
        NeuronJsonWriter.WriteHead(json, head);
        return Encoding.UTF8.GetString(json.ToArray());
    }

    private static long Series(NwbBuilder file, long table, Trace[] traces, double rate, CancellationToken cancellation)
    {
        Hdf5Writer w = file.Writer;
        int[] rows = [.. Enumerable.Range(0, traces.Length)];
        long regions = w.Dataset(
            Hdf5ItemType.Integer(4, isSigned: true),
            [rows.Length],
            MemoryMarshal.AsBytes(rows.AsSpan()),
            file.Typed(SeriesPath + "/rois", "DynamicTableRegion", NwbNames.Common, w.Text("description", "all neurons"), Hdf5Attribute.To("table", table)));
        Hdf5Link[] links =
        [
            new(NwbNames.Data, Samples(w, traces, cancellation)),
            new("rois", regions),
            new(NwbNames.StartingTime, w.Dataset(0.0, Hdf5Attribute.Of(NwbNames.Rate, rate), w.Text(NwbNames.Unit, "seconds"))),
        ];
        return w.Group(links, file.Typed(SeriesPath, NwbNames.RoiResponseSeries, NwbNames.Core, w.Text("description", "mean of the footprint's samples"), w.Text("comments", "no comments")));
    }

    /// <summary>The traces, frames by neurons, in chunks of about a megabyte.</summary>
    private static long Samples(Hdf5Writer writer, Trace[] traces, CancellationToken cancellation)
    {
        int frames = traces[0].Length;
        int atOnce = Math.Clamp((1 << 18) / traces.Length, 1, frames);
        Hdf5ChunkWriter chunks = new(writer, Hdf5ItemType.Float(4), [frames, traces.Length], [atOnce, traces.Length], deflate: true);
        float[] block = new float[atOnce * traces.Length];
        for (int start = 0; start < frames; start += atOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int i = 0; i < traces.Length; i++)
            {
                for (int frame = start; frame < Math.Min(start + atOnce, frames); frame++)
                {
                    block[((frame - start) * traces.Length) + i] = traces[i][frame];
                }
            }

            chunks.Write([start, 0], MemoryMarshal.AsBytes(block.AsSpan()));
        }

        return chunks.Finish(
            Hdf5Attribute.Of("conversion", 1.0), Hdf5Attribute.Of("offset", 0.0), Hdf5Attribute.Of("resolution", -1.0), writer.Text(NwbNames.Unit, "a.u."));
    }
}
