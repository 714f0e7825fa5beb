using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>Neurons as tables: one of neurons, and beside it traces, pixels or detections with what they saw, and in JSON what holds for all of them.</summary>
internal static class NeuronCsvWriter
{
    /// <summary>The files of a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>; the one that stands for all comes last.</summary>
    public static (string Path, Action<Stream> Write)[] Files(string path, object neurons, CancellationToken cancellation) =>
        neurons is NeuronSet set ? Files(path, set, cancellation) : Files(path, (NeuronPopulation)neurons, cancellation);

    /// <summary>Writes the table of traces alone.</summary>
    public static void WriteTraces(Stream stream, object neurons, CancellationToken cancellation)
    {
        if (neurons is NeuronSet set)
        {
            TraceTable.Write(stream, [.. set.Neurons.Select(n => (n.Id, n.Trace))], set.FrameCount, set.FrameRate, cancellation);
        }
        else
        {
            NeuronPopulation population = (NeuronPopulation)neurons;
            TraceTable.Write(stream, [.. population.Neurons.Select(n => (n.Id, n.Trace))], population.FrameCount, population.FrameRate, cancellation);
        }
    }

    private static (string Path, Action<Stream> Write)[] Files(string path, NeuronSet set, CancellationToken cancellation) =>
    [
        (NeuronFileNames.Beside(path, NeuronFileNames.Info), stream => NeuronJsonWriter.WriteHead(stream, NeuronFileHead.Of(set))),
        (NeuronFileNames.Beside(path, NeuronFileNames.Footprints), stream => WriteFootprints(stream, set)),
        (NeuronFileNames.Beside(path, NeuronFileNames.Traces), stream => TraceTable.Write(
            stream, [.. set.Neurons.Select(n => (n.Id, n.Trace))], set.FrameCount, set.FrameRate, cancellation)),
        (path, stream => WriteNeurons(stream, set)),
    ];

    private static (string Path, Action<Stream> Write)[] Files(string path, NeuronPopulation population, CancellationToken cancellation) =>
    [
        (NeuronFileNames.Beside(path, NeuronFileNames.Info), stream => NeuronJsonWriter.WriteHead(stream, NeuronFileHead.Of(population))),
        (NeuronFileNames.Beside(path, NeuronFileNames.Detections), stream => WriteDetections(stream, population)),
        (NeuronFileNames.Beside(path, NeuronFileNames.Traces), stream => TraceTable.Write(
            stream, [.. population.Neurons.Select(n => (n.Id, n.Trace))], population.FrameCount, population.FrameRate, cancellation)),

        // Written even where there is nothing to write: what an earlier result left beside the table must not be taken for this one's.
        (NeuronFileNames.Beside(path, NeuronFileNames.DeltaFOverF), stream => TraceTable.Write(
            stream, [.. population.Neurons.Where(n => n.DeltaFOverF is not null).Select(n => (n.Id, n.DeltaFOverF!))], population.FrameCount, population.FrameRate, cancellation)),
        (NeuronFileNames.Beside(path, NeuronFileNames.Views), stream => TraceTable.Write(
            stream,
            [.. population.Neurons.SelectMany(n => n.Detections.Where(d => d.Trace is not null).Select(d => (n.Id, d.ViewId, d.Trace!)))],
            population.FrameCount,
            population.FrameRate,
            cancellation)),
        (path, stream => WriteNeurons(stream, population)),
    ];

    private static void WriteNeurons(Stream stream, NeuronSet set)
    {
        using CsvWriter csv = new(stream);
        WriteHeader(csv, CsvNames.Id, CsvNames.Row, CsvNames.Column, CsvNames.AreaPx, CsvNames.Roundness, CsvNames.Score, CsvNames.Snr);
        WriteHeader(csv, set.PixelSizeUm is null ? [] : [CsvNames.RowUm, CsvNames.ColumnUm]);
        csv.EndRow();
        foreach (Neuron neuron in set.Neurons)
        {
            csv.Write(neuron.Id).Write(neuron.Row).Write(neuron.Column).Write(neuron.AreaPx);
            csv.Write(neuron.Roundness).Write(neuron.Score).Write(neuron.Snr);
            if (set.PixelSizeUm is { } pixel)
            {
                csv.Write(neuron.Row * pixel).Write(neuron.Column * pixel);
            }

            csv.EndRow();
        }
    }

    private static void WriteNeurons(Stream stream, NeuronPopulation population)
    {
        using CsvWriter csv = new(stream);
        WriteHeader(csv, CsvNames.Id, CsvNames.XUm, CsvNames.YUm, CsvNames.ZUm, CsvNames.Row, CsvNames.Column);
        WriteHeader(csv, CsvNames.ViewCount, CsvNames.ResidualPx, CsvNames.Correlation, CsvNames.Snr);
        WriteHeader(csv, CsvNames.XErrorUm, CsvNames.YErrorUm, CsvNames.ZErrorUm, CsvNames.AgreeingViewCount, CsvNames.Placement);
        csv.EndRow();
        foreach (LocalizedNeuron neuron in population.Neurons)
        {
            csv.Write(neuron.Id).Write(neuron.XUm).Write(neuron.YUm).Write(neuron.ZUm).Write(neuron.Row).Write(neuron.Column);
            csv.Write(neuron.ViewCount).Write(neuron.ResidualPx).Write(neuron.Correlation).Write(neuron.Snr);
            csv.Write(neuron.XErrorUm).Write(neuron.YErrorUm).Write(neuron.ZErrorUm).Write(neuron.AgreeingViewCount).Write((int)neuron.Placement);
            csv.EndRow();
        }
    }

    private static void WriteFootprints(Stream stream, NeuronSet set)
    {
        using CsvWriter csv = new(stream);
        WriteHeader(csv, CsvNames.Id, CsvNames.Row, CsvNames.Column);
        csv.EndRow();
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
        WriteHeader(csv, CsvNames.Id, CsvNames.ViewId, CsvNames.NeuronId, CsvNames.Row, CsvNames.Column, CsvNames.ResidualPx, CsvNames.Snr, CsvNames.Weight);
        csv.EndRow();
        foreach (LocalizedNeuron neuron in population.Neurons)
        {
            foreach (Detection detection in neuron.Detections)
            {
                csv.Write(neuron.Id).Write(detection.ViewId).Write(detection.NeuronId).Write(detection.Row).Write(detection.Column);
                csv.Write(detection.ResidualPx).Write(detection.Snr).Write(detection.Weight).EndRow();
            }
        }
    }

    private static void WriteHeader(CsvWriter csv, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            csv.Write(name);
        }
    }
}
