using System.Text.Json;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Json;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>Writes neurons as JSON, a neuron a line. NaN is null; infinities, which JSON lacks, are texts.</summary>
internal static class NeuronJsonWriter
{
    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        using Utf8JsonWriter writer = new(stream);
        if (neurons is NeuronSet set)
        {
            Write(writer, stream, NeuronFileHead.Of(set), set.Neurons, WriteNeuron, cancellation);
        }
        else
        {
            NeuronPopulation population = (NeuronPopulation)neurons;
            Write(writer, stream, NeuronFileHead.Of(population), population.Neurons, WriteNeuron, cancellation);
        }
    }

    /// <summary>Writes what holds for all neurons, and no neuron.</summary>
    public static void WriteHead(Stream stream, NeuronFileHead head)
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        writer.WriteStartObject();
        WriteHead(writer, head);
        writer.WriteEndObject();
    }

    private static void Write<T>(
        Utf8JsonWriter writer,
        Stream stream,
        NeuronFileHead head,
        IReadOnlyList<T> neurons,
        Action<Utf8JsonWriter, T> writeNeuron,
        CancellationToken cancellation)
    {
        writer.WriteStartObject();
        WriteHead(writer, head);
        writer.WriteStartArray(JsonNames.Neurons);
        foreach (T neuron in neurons)
        {
            cancellation.ThrowIfCancellationRequested();

            // The writer keeps all that was not flushed in memory, and knows no line ends in compact form.
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writeNeuron(writer, neuron);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, NeuronFileHead head)
    {
        writer.WriteString(JsonNames.Format, JsonNames.FormatName);
        writer.WriteNumber(JsonNames.Version, JsonNames.NewestVersion);
        writer.WriteString(JsonNames.Kind, head.Kind == NeuronFileKind.View ? JsonNames.KindView : JsonNames.KindSpace);
        writer.WriteString(JsonNames.Name, head.Name);
        if (head.Kind == NeuronFileKind.View)
        {
            WriteNumber(writer, JsonNames.ViewId, head.ViewId);
            WriteNumber(writer, JsonNames.Height, head.Height);
            WriteNumber(writer, JsonNames.Width, head.Width);
        }

        WriteNumber(writer, JsonNames.FrameCount, head.FrameCount);
        WriteNumber(writer, JsonNames.FrameRate, head.FrameRate);
        WriteNumber(writer, JsonNames.PixelSizeUm, head.PixelSizeUm);
        if (head.Calibration is not null)
        {
            writer.WritePropertyName(JsonNames.Calibration);
            CalibrationJson.Write(writer, head.Calibration);
        }

        writer.WritePropertyName(JsonNames.History);
        HistoryJson.Write(writer, head.History);
    }

    private static void WriteNeuron(Utf8JsonWriter writer, Neuron neuron)
    {
        writer.WriteStartObject();
        writer.WriteNumber(JsonNames.Id, neuron.Id);
        WriteNumber(writer, JsonNames.Row, neuron.Row);
        WriteNumber(writer, JsonNames.Column, neuron.Column);
        WriteNumber(writer, JsonNames.Roundness, neuron.Roundness);
        WriteNumber(writer, JsonNames.Score, neuron.Score);
        WriteNumber(writer, JsonNames.Snr, neuron.Snr);
        writer.WriteStartArray(JsonNames.Coordinates);
        for (int i = 0; i < neuron.Footprint.Count; i++)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(neuron.Footprint.RowAt(i));
            writer.WriteNumberValue(neuron.Footprint.ColumnAt(i));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        WriteTrace(writer, JsonNames.Trace, neuron.Trace);
        writer.WriteEndObject();
    }

    private static void WriteNeuron(Utf8JsonWriter writer, LocalizedNeuron neuron)
    {
        writer.WriteStartObject();
        writer.WriteNumber(JsonNames.Id, neuron.Id);
        WriteNumber(writer, JsonNames.XUm, neuron.XUm);
        WriteNumber(writer, JsonNames.YUm, neuron.YUm);
        WriteNumber(writer, JsonNames.ZUm, neuron.ZUm);
        WriteNumber(writer, JsonNames.Row, neuron.Row);
        WriteNumber(writer, JsonNames.Column, neuron.Column);
        WriteNumber(writer, JsonNames.XErrorUm, neuron.XErrorUm);
        WriteNumber(writer, JsonNames.YErrorUm, neuron.YErrorUm);
        WriteNumber(writer, JsonNames.ZErrorUm, neuron.ZErrorUm);
        WriteNumber(writer, JsonNames.AgreeingViewCount, neuron.AgreeingViewCount);
        WriteNumber(writer, JsonNames.Placement, (int)neuron.Placement);
        WriteNumber(writer, JsonNames.ResidualPx, neuron.ResidualPx);
        WriteNumber(writer, JsonNames.Correlation, neuron.Correlation);
        WriteNumber(writer, JsonNames.Snr, neuron.Snr);
        writer.WriteStartArray(JsonNames.Detections);
        foreach (Detection detection in neuron.Detections)
        {
            writer.WriteStartObject();
            writer.WriteNumber(JsonNames.ViewId, detection.ViewId);
            writer.WriteNumber(JsonNames.NeuronId, detection.NeuronId);
            WriteNumber(writer, JsonNames.Row, detection.Row);
            WriteNumber(writer, JsonNames.Column, detection.Column);
            WriteNumber(writer, JsonNames.ResidualPx, detection.ResidualPx);
            WriteNumber(writer, JsonNames.Snr, detection.Snr);
            WriteNumber(writer, JsonNames.Weight, detection.Weight);
            WriteTrace(writer, JsonNames.Trace, detection.Trace);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTrace(writer, JsonNames.Trace, neuron.Trace);
        WriteTrace(writer, JsonNames.DeltaFOverF, neuron.DeltaFOverF);
        writer.WriteEndObject();
    }

    /// <summary>Writes a trace; one that there is none of has no name in the file either.</summary>
    private static void WriteTrace(Utf8JsonWriter writer, string name, Trace? trace)
    {
        if (trace is null)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (float sample in trace.AsSpan())
        {
            if (float.IsFinite(sample))
            {
                writer.WriteNumberValue(sample);
            }
            else
            {
                WriteNonFinite(writer, sample);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        if (value is { } known && double.IsFinite(known))
        {
            writer.WriteNumberValue(known);
        }
        else
        {
            WriteNonFinite(writer, value ?? double.NaN);
        }
    }

    private static void WriteNonFinite(Utf8JsonWriter writer, double value)
    {
        if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStringValue(value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
