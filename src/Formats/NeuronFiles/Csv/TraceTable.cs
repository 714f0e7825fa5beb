using System.Globalization;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>Traces as a table: a row a frame, a column a neuron, and the time where the frame rate is known.</summary>
internal static class TraceTable
{
    private const string Frame = "Frame";
    private const string TimeSeconds = "TimeSeconds";
    private const string Neuron = "Neuron";

    private const string View = "View";

    /// <summary>Writes traces of neurons.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<(int Id, Trace Trace)> neurons, long frameCount, double? frameRate, CancellationToken cancellation) =>
        Write(stream, [.. neurons.Select(n => (string.Create(CultureInfo.InvariantCulture, $"{Neuron}{n.Id}"), n.Trace))], frameCount, frameRate, cancellation);

    /// <summary>Writes traces of single views, a column <c>Neuron3View113</c>.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<(int Id, int ViewId, Trace Trace)> seen, long frameCount, double? frameRate, CancellationToken cancellation) =>
        Write(stream, [.. seen.Select(n => (string.Create(CultureInfo.InvariantCulture, $"{Neuron}{n.Id}{View}{n.ViewId}"), n.Trace))], frameCount, frameRate, cancellation);

    /// <summary>Reads traces into the neurons whose ids head the columns: each neuron has one.</summary>
    public static void Read(string path, IReadOnlyList<NeuronDraft> drafts)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        foreach ((string heading, float[] samples) in Columns(path))
        {
            (byId.Remove(IdIn(heading).Neuron, out NeuronDraft? draft) ? draft : throw Stray(path, heading)).Trace = samples;
        }

        if (byId.Count > 0)
        {
            throw NeuronFileErrors.Invalid(path, $"it has no column for neuron {byId.Keys.First()}");
        }
    }

    /// <summary>Reads ΔF/F into the neurons that have it.</summary>
    public static void ReadDeltaFOverF(string path, IReadOnlyList<NeuronDraft> drafts)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        foreach ((string heading, float[] samples) in Columns(path))
        {
            (byId.Remove(IdIn(heading).Neuron, out NeuronDraft? draft) ? draft : throw Stray(path, heading)).DeltaFOverF = samples;
        }
    }

    /// <summary>Reads what single views saw into the detections that neurons have.</summary>
    public static void ReadViews(string path, IReadOnlyList<NeuronDraft> drafts)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        foreach ((string heading, float[] samples) in Columns(path))
        {
            (int id, int view) = IdIn(heading);
            List<Views.Detection> detections = byId.GetValueOrDefault(id)?.Detections ?? throw Stray(path, heading);
            int place = detections.FindIndex(d => d.ViewId == view);
            detections[place >= 0 ? place : throw Stray(path, heading)] = detections[place] with { Trace = new Trace(samples) };
        }
    }

    private static void Write(
        Stream stream, IReadOnlyList<(string Heading, Trace Trace)> columns, long frameCount, double? frameRate, CancellationToken cancellation)
    {
        using CsvWriter csv = new(stream);
        csv.Write(Frame);
        if (frameRate is not null)
        {
            csv.Write(TimeSeconds);
        }

        foreach ((string heading, _) in columns)
        {
            csv.Write(heading);
        }

        csv.EndRow();
        for (int frame = 0; frame < frameCount; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            csv.Write(frame);
            if (frameRate is { } rate)
            {
                csv.Write(frame / rate);
            }

            foreach ((_, Trace trace) in columns)
            {
                csv.Write(trace[frame]);
            }

            csv.EndRow();
        }
    }

    private static IEnumerable<(string Heading, float[] Samples)> Columns(string path)
    {
        using CsvReader csv = new(path);
        if (!csv.Read())
        {
            throw NeuronFileErrors.Invalid(path, "it is empty");
        }

        int first = csv.FieldCount > 1 && csv[1] is TimeSeconds ? 2 : 1;
        string[] headings = new string[csv.FieldCount - first];
        for (int i = 0; i < headings.Length; i++)
        {
            headings[i] = csv[first + i].ToString();
        }

        List<float>[] traces = Array.ConvertAll(headings, _ => new List<float>());
        while (csv.Read())
        {
            CsvColumns.CheckFieldCount(csv, first + headings.Length, path);
            for (int i = 0; i < traces.Length; i++)
            {
                traces[i].Add((float)CsvColumns.Number(csv, first + i, path));
            }
        }

        return headings.Zip(traces, (heading, trace) => (heading, trace.ToArray()));
    }

    private static Errors.DeepWonderException Stray(string path, string heading) =>
        NeuronFileErrors.Invalid(path, $"its column '{heading}' names none of the neurons, or one a second time");

    /// <summary>The numbers in <c>Neuron3</c> or <c>Neuron3View113</c>; 0 for one that is not there.</summary>
    private static (int Neuron, int View) IdIn(string heading)
    {
        if (!heading.StartsWith(Neuron, StringComparison.OrdinalIgnoreCase))
        {
            return (0, 0);
        }

        string[] parts = heading[Neuron.Length..].Split(View);
        int Number(int part) => part < parts.Length && int.TryParse(parts[part], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        return parts.Length <= 2 ? (Number(0), Number(1)) : (0, 0);
    }
}
