using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles.Events;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>
/// Neurons as tables: one of neurons, and beside it traces, pixels or detections with what they saw, and in JSON what holds for all of
/// them.
/// </summary>
internal static class NeuronCsvWriter
{
    /// <summary>
    /// The files of a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>; the one that stands for all comes last. Nothing is
    /// written to those that would be empty: what an earlier result left beside the table must not be taken for this one's.
    /// </summary>
    public static (string Path, Action<Stream>? Write)[] Files(string path, object neurons, CancellationToken cancellation) =>
        neurons is NeuronSet set ? Files(path, set, cancellation) : Files(path, (NeuronPopulation)neurons, cancellation);

    /// <summary>Writes the table of traces alone.</summary>
    public static void WriteTraces(Stream stream, object neurons, CancellationToken cancellation)
    {
        (string, Trace)[] columns = neurons is NeuronSet set
            ? Columns(NeuronTable.View, NeuronTable.View.Trace, set.Neurons)
            : Columns(NeuronTable.Space, NeuronTable.Space.Trace, ((NeuronPopulation)neurons).Neurons);
        TraceTable.Write(stream, columns, NeuronFileHead.Of(neurons), cancellation);
    }

    private static (string Path, Action<Stream>? Write)[] Files(string path, NeuronSet set, CancellationToken cancellation)
    {
        NeuronFileHead head = NeuronFileHead.Of(set);
        NeuronNumber<Neuron>[] inUm = set.PixelSizeUm is not { } pixel ? [] :
        [
            new("RowUm", "row of the centroid", "µm", n => n.Row * pixel * set.PixelAspect),
            new("ColumnUm", "column of the centroid", "µm", n => n.Column * pixel),
        ];
        return
        [
            (NeuronFileNames.Beside(path, NeuronFileNames.Info), stream => stream.Write(NeuronJsonWriter.Head(head))),
            (NeuronFileNames.Beside(path, NeuronFileNames.Footprints), stream => WriteFootprints(stream, set)),
            .. SeriesFiles(path, head, NeuronTable.View, set.Neurons, cancellation),
            EventTimes(path, head, set),
            (path, stream => WriteNumbers(stream, [.. NeuronTable.View.Numbers, .. inUm], set.Neurons, head.Labels)),
        ];
    }

    private static (string Path, Action<Stream>? Write)[] Files(string path, NeuronPopulation population, CancellationToken cancellation)
    {
        NeuronFileHead head = NeuronFileHead.Of(population);
        return
        [
            (NeuronFileNames.Beside(path, NeuronFileNames.Info), stream => stream.Write(NeuronJsonWriter.Head(head))),
            (NeuronFileNames.Beside(path, NeuronFileNames.Detections), stream => WriteDetections(stream, population)),
            .. SeriesFiles(path, head, NeuronTable.Space, population.Neurons, cancellation),
            (NeuronFileNames.Beside(path, NeuronTable.Detections.Trace.Csv), stream => TraceTable.Write(
                stream, [.. population.Neurons.SelectMany(ViewColumns)], head, cancellation)),
            EventTimes(path, head, population),
            (path, stream => WriteNumbers(stream, NeuronTable.Space.Numbers, population.Neurons, head.Labels)),
        ];
    }

    /// <summary>A table a series.</summary>
    private static IEnumerable<(string Path, Action<Stream>? Write)> SeriesFiles<T>(
        string path, NeuronFileHead head, NeuronTable<T> table, IReadOnlyList<T> neurons, CancellationToken cancellation) =>
        table.Series.Select(series => (
            NeuronFileNames.Beside(path, series.Csv),
            series.IsIn(neurons)
                ? (Action<Stream>)(stream => TraceTable.Write(stream, Columns(table, series, neurons), head, cancellation))
                : null));

    private static (string Path, Action<Stream>? Write) EventTimes(string path, NeuronFileHead head, object neurons)
    {
        bool isTimed = head.FrameRate is not null || head.FrameTimes is not null;
        return (
            NeuronFileNames.Beside(path, NeuronFileNames.EventTimes),
            EventList.Of(neurons) is { } events ? stream => EventTimeTable.Write(stream, events, isTimed) : null);
    }

    private static (string Heading, Trace Trace)[] Columns<T>(NeuronTable<T> table, NeuronSeries<T> series, IReadOnlyList<T> neurons) =>
        [.. neurons.Where(n => series.Get(n) is not null).Select(n => (TraceTable.Heading((int)table.Id.Get(n)), series.Get(n)!))];

    private static IEnumerable<(string Heading, Trace Trace)> ViewColumns(LocalizedNeuron neuron) =>
        neuron.Detections.Where(d => d.Trace is not null).Select(d => (TraceTable.Heading(neuron.Id, d.ViewId), d.Trace!));

    private static void WriteNumbers<T>(
        Stream stream, IEnumerable<NeuronNumber<T>> numbers, IReadOnlyList<T> neurons, IReadOnlyDictionary<int, string> labels)
    {
        using CsvWriter csv = new(stream);
        NeuronNumber<T>[] columns = [.. numbers.Where(n => n.IsIn(neurons)).OrderBy(n => n.IsLater)];
        bool areNamed = labels.Count > 0;
        WriteHeader(csv, columns, areNamed ? nameof(Neuron.Label) : null);
        foreach (T neuron in neurons)
        {
            string label = labels.GetValueOrDefault((int)columns[0].Get(neuron), "");
            WriteRow(csv, columns, neuron, areNamed ? CsvLabel.Escape(label) : null);
        }
    }

    private static void WriteFootprints(Stream stream, NeuronSet set)
    {
        using CsvWriter csv = new(stream);
        csv.Write(nameof(Neuron.Id)).Write(nameof(Neuron.Row)).Write(nameof(Neuron.Column)).EndRow();
        foreach (Neuron neuron in set.Neurons)
        {
            for (int i = 0; i < neuron.Footprint.Count; i++)
            {
                csv.Write(neuron.Id).Write(neuron.Footprint.RowAt(i)).Write(neuron.Footprint.ColumnAt(i)).EndRow();
            }
        }
    }

    private static void WriteDetections(Stream stream, NeuronPopulation population)
    {
        using CsvWriter csv = new(stream);
        csv.Write(nameof(LocalizedNeuron.Id));
        WriteHeader(csv, NeuronTable.Detections.Numbers);
        foreach (LocalizedNeuron neuron in population.Neurons)
        {
            foreach (Detection detection in neuron.Detections)
            {
                csv.Write(neuron.Id);
                WriteRow(csv, NeuronTable.Detections.Numbers, detection);
            }
        }
    }

    private static void WriteHeader(CsvWriter csv, IReadOnlyList<NeuronQuantity> columns, string? text = null)
    {
        foreach (NeuronQuantity column in columns)
        {
            csv.Write(column.Csv);
        }

        if (text is not null)
        {
            csv.Write(text);
        }

        csv.EndRow();
    }

    private static void WriteRow<T>(CsvWriter csv, IReadOnlyList<NeuronNumber<T>> columns, T neuron, string? text = null)
    {
        foreach (NeuronNumber<T> column in columns)
        {
            csv.Write(column.Get(neuron));
        }

        if (text is not null)
        {
            csv.Write(text);
        }

        csv.EndRow();
    }
}
