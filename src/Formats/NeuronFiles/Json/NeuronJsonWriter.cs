using System.Text.Json;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>Writes neurons as JSON, a neuron a line.</summary>
internal static class NeuronJsonWriter
{
    /// <summary>Writes a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public static void Write(Stream stream, object neurons, CancellationToken cancellation)
    {
        using Utf8JsonWriter writer = new(stream);
        if (neurons is NeuronSet set)
        {
            Write(
                writer,
                stream,
                NeuronFileHead.Of(set),
                set.Neurons,
                n => WriteNeuron(writer, NeuronTable.View, n, () => WritePixels(writer, n.Footprint)),
                cancellation);
        }
        else
        {
            NeuronPopulation population = (NeuronPopulation)neurons;
            Write(
                writer,
                stream,
                NeuronFileHead.Of(population),
                population.Neurons,
                n => WriteNeuron(writer, NeuronTable.Space, n, () => WriteDetections(writer, n.Detections)),
                cancellation);
        }
    }

    /// <summary>What holds for all neurons, and no neuron: JSON for other files.</summary>
    /// <param name="head">What holds for them.</param>
    /// <param name="withTimes">Whether the frames' times are in it: most files hold them as their own kind of numbers.</param>
    public static byte[] Head(NeuronFileHead head, bool withTimes = false)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            WriteHead(writer, withTimes ? head : head with { FrameTimes = null });
            writer.WriteEndObject();
        }

        return json.ToArray();
    }

    private static void Write<T>(
        Utf8JsonWriter writer,
        Stream stream,
        NeuronFileHead head,
        IReadOnlyList<T> neurons,
        Action<T> writeNeuron,
        CancellationToken cancellation)
    {
        writer.WriteStartObject();
        WriteHead(writer, head);
        writer.WriteStartArray("neurons");
        foreach (T neuron in neurons)
        {
            cancellation.ThrowIfCancellationRequested();

            // The writer keeps all that was not flushed in memory, and knows no line ends in compact form.
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writeNeuron(neuron);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter writer, NeuronFileHead head)
    {
        writer.WriteString("format", NeuronJson.FormatName);
        writer.WriteNumber("version", NeuronJson.NewestVersion);
        writer.WriteString("kind", head.Kind == NeuronFileKind.View ? NeuronJson.KindView : NeuronJson.KindSpace);
        writer.WriteString("name", head.Name);
        if (head.Kind == NeuronFileKind.View)
        {
            WriteNumber(writer, "viewId", head.ViewId);
            WriteNumber(writer, "height", head.Height);
            WriteNumber(writer, "width", head.Width);
        }

        WriteNumber(writer, "frameCount", head.FrameCount);
        WriteNumber(writer, "frameRate", head.FrameRate);
        if (head.FrameTimes is { } times)
        {
            writer.WriteStartArray("frameTimes");
            Array.ForEach(times, time => JsonNumber.Write(writer, time));
            writer.WriteEndArray();
        }

        WriteNumber(writer, "pixelSizeUm", head.PixelSizeUm);
        if (head.PixelAspect is { } aspect)
        {
            WriteNumber(writer, "pixelAspect", aspect);
        }

        if (head.Labels.Count > 0)
        {
            writer.WritePropertyName("labels");
            LabelJson.Write(writer, head.Labels);
        }

        if (head.Picture is not null)
        {
            PictureJson.Write(writer, head.Picture);
        }

        if (head.Calibration is not null)
        {
            writer.WritePropertyName("calibration");
            CalibrationJson.Write(writer, head.Calibration);
        }

        writer.WritePropertyName("history");
        HistoryJson.Write(writer, head.History);
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        writer.WritePropertyName(name);
        JsonNumber.Write(writer, value ?? double.NaN);
    }

    /// <summary>Writes numbers, what is no quantity, and series; a series that there is none of has no name in the file either.</summary>
    private static void WriteNeuron<T>(Utf8JsonWriter writer, NeuronTable<T> table, T neuron, Action? writeOther = null)
    {
        writer.WriteStartObject();
        foreach (NeuronNumber<T> number in table.Numbers.Where(n => n.Json is not null && n.IsIn([neuron])))
        {
            WriteNumber(writer, number.Json!, number.Get(neuron));
        }

        writeOther?.Invoke();
        foreach (NeuronSeries<T> series in table.Series.Where(s => s.Json is not null && s.Get(neuron) is not null))
        {
            writer.WriteStartArray(series.Json!);
            WriteSamples(writer, series.Get(neuron)!.AsSpan());
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteSamples(Utf8JsonWriter writer, ReadOnlySpan<float> samples)
    {
        foreach (float sample in samples)
        {
            if (float.IsFinite(sample))
            {
                writer.WriteNumberValue(sample);
            }
            else
            {
                JsonNumber.Write(writer, sample);
            }
        }
    }

    private static void WritePixels(Utf8JsonWriter writer, Footprint footprint)
    {
        writer.WriteStartArray(NeuronJson.Coordinates);
        for (int i = 0; i < footprint.Count; i++)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(footprint.RowAt(i));
            writer.WriteNumberValue(footprint.ColumnAt(i));
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void WriteDetections(Utf8JsonWriter writer, IReadOnlyList<Detection> detections)
    {
        writer.WriteStartArray(NeuronJson.Detections);
        foreach (Detection detection in detections)
        {
            WriteNeuron(writer, NeuronTable.Detections, detection);
        }

        writer.WriteEndArray();
    }
}
