using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;
using DeepWonder3D.Formats.NeuronFiles.Events;
using DeepWonder3D.Formats.Nwb;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>
/// Events as a table of intervals. The schema has a type of its own for events from 2.10 on, which programs of before cannot open; what has
/// begun and ended at known times is a row of <c>TimeIntervals</c> in all of them.
/// </summary>
internal static class NwbEvents
{
    private const string Start = "start_time";
    private const string Stop = "stop_time";
    private const string Time = "time";
    private const string Neuron = "neuron";
    private const string Frame = "frame";
    private const string Amplitude = "amplitude";

    /// <summary>Writes the table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The table's path.</param>
    /// <param name="table">The address of the table of neurons.</param>
    /// <param name="events">The events; their times are known.</param>
    /// <returns>Its address.</returns>
    public static long Write(NwbBuilder file, string path, long table, IReadOnlyList<EventRow> events)
    {
        Hdf5Writer w = file.Writer;
        Hdf5Attribute[] texts =
        [
            w.Text(NwbNames.Description, "events of the neurons, by deconvolution"),
            w.Texts("colnames", [Start, Stop, Time, Neuron, Frame, Amplitude]),
        ];
        return w.Group(Columns(file, path, table, events), file.Typed(path, NwbNames.TimeIntervals, NwbNames.Core, texts));
    }

    private static Hdf5Link[] Columns(NwbBuilder file, string path, long table, IReadOnlyList<EventRow> events)
    {
        Hdf5Link Column(string name, string type, Hdf5ItemType items, ReadOnlySpan<byte> bytes, params ReadOnlySpan<Hdf5Attribute> more) =>
            new(name, file.Writer.Dataset(
                items, [events.Count], bytes, file.Typed($"{path}/{name}", type, NwbNames.Common, more)));
        Hdf5Link Whole(string name, string type, IEnumerable<int> values, params ReadOnlySpan<Hdf5Attribute> more) =>
            Column(name, type, Hdf5ItemType.Integer(4, isSigned: true), MemoryMarshal.AsBytes<int>(values.ToArray()), more);
        Hdf5Attribute Described(string description) => file.Writer.Text(NwbNames.Description, description);
        Hdf5Link Numbers(string name, string description, Func<EventRow, double> get) => Column(
            name,
            NwbNames.VectorData,
            Hdf5ItemType.Float(8),
            MemoryMarshal.AsBytes<double>(events.Select(get).ToArray()),
            Described(description));
        Hdf5Attribute rowsOf = Hdf5Attribute.To("table", table);
        return
        [
            Whole(NwbColumns.Id, "ElementIdentifiers", Enumerable.Range(0, events.Count)),
            Numbers(Start, "time of the first frame that the event adds to, seconds", e => e.StartS),
            Numbers(Stop, "time of the last frame that the event adds to, seconds", e => e.StopS),
            Numbers(Time, "mean time of these frames, each by what the event adds to it, seconds", e => e.TimeS),
            Whole(Neuron, NwbNames.TableRegion, events.Select(e => e.Neuron), Described("row of the table of neurons"), rowsOf),
            Whole(Frame, NwbNames.VectorData, events.Select(e => (int)e.Frame), Described("the first frame, from 0")),
            Numbers(Amplitude, "how much the event adds to the trace, in its units", e => e.Amplitude),
        ];
    }
}
