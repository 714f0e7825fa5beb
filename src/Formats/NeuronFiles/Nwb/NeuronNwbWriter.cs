using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.NeuronFiles.Events;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>
/// Writes neurons as an NWB file: a plane segmentation with pixel masks and a column for each quality, traces as response series of its
/// regions, and events as intervals. What the schema has no place for (view, calibration, history) stands as JSON in the general notes.
/// </summary>
internal static class NeuronNwbWriter
{
    private const string ModulePath = "/processing/" + NwbColumns.Module;
    private const string TablePath = ModulePath + "/" + NwbColumns.Segmentation + "/" + NwbNames.PlaneSegmentation;

    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FrameRateUnknown"/>: there are traces, and the schema wants to know when.
    /// </exception>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        NeuronSet? set = neurons as NeuronSet;
        NeuronPopulation? population = neurons as NeuronPopulation;
        NeuronFileHead head = NeuronFileHead.Of(neurons);
        bool hasTraces = (set?.Count ?? population!.Count) > 0 && head.FrameCount > 0;
        if (hasTraces && head.FrameRate is null && head.FrameTimes is null)
        {
            throw new DeepWonderException(
                ErrorId.FrameRateUnknown,
                $"NWB needs the frame rate of traces, and that of '{head.Name}' is not known.",
                head.Name,
                "Import the recording or the neurons with -FrameRate.");
        }

        Hdf5Writer writer = new(stream);
        NwbBuilder file = new(writer, head.Name!, head.History);
        long table = set is not null ? new NwbTable(file, TablePath, set).Write() : new NwbTable(file, TablePath, population!).Write();
        long segmentation = writer.Group(
            [(NwbNames.PlaneSegmentation, table)], file.Typed(ModulePath + "/segmentation", NwbColumns.Segmentation));
        List<(string, long)> containers = [(NwbColumns.Segmentation, segmentation)];
        if (hasTraces)
        {
            IEnumerable<NwbSeries> all = set is not null ? NwbSeries.Of(NeuronTable.View, set.Neurons)
                : NwbSeries.Of(NeuronTable.Space, population!.Neurons).Concat(NwbSeries.OfViews(population));
            foreach (IGrouping<string, NwbSeries> container in all.GroupBy(s => s.Container))
            {
                (string, long)[] series = [.. container.Select(s => (s.Name, s.Write(file, ModulePath, table, head, cancellation)))];
                containers.Add((container.Key, writer.Group(series, file.Typed($"{ModulePath}/{container.Key}", container.Key))));
            }
        }

        if (head.Picture is not null)
        {
            containers.Add((NwbColumns.Images, NwbPicture.Write(file, $"{ModulePath}/{NwbColumns.Images}", head.Picture)));
        }

        if (hasTraces && EventList.Of(neurons) is { Count: > 0 } events)
        {
            containers.Add((NwbColumns.Events, NwbEvents.Write(file, $"{ModulePath}/{NwbColumns.Events}", table, events)));
        }

        Hdf5Attribute description = writer.Text("description", "neurons and their activity");
        long module = writer.Group(containers, file.Typed(ModulePath, "ProcessingModule", NwbNames.Core, description));
        string notes = Encoding.UTF8.GetString(NeuronJsonWriter.Head(head with { Picture = null }, withTimes: !hasTraces));
        file.Finish([], [(NwbColumns.Module, module)], notes, (head.FrameRate, head.PixelSizeUm, null), head.PixelAspect ?? 1);
    }
}
