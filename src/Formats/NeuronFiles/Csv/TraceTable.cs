using System.Globalization;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>Traces as a table: a row a frame, a column a neuron, and the time where it is known.</summary>
internal static class TraceTable
{
    public const string Frame = "Frame";
    public const string TimeSeconds = "TimeSeconds";
    private const string Neuron = "Neuron";
    private const string View = "View";

    /// <summary>What stands over the trace of a neuron, or of what one view saw of it: <c>Neuron3</c>, <c>Neuron3View113</c>.</summary>
    public static string Heading(int id, int? view = null) =>
        FormattableString.Invariant($"{Neuron}{id}{(view is null ? "" : View)}{view}");

    /// <summary>Writes traces under their headings.</summary>
    public static void Write(
        Stream stream, IReadOnlyList<(string Heading, Trace Trace)> columns, NeuronFileHead head, CancellationToken cancellation)
    {
        using CsvWriter csv = new(stream);
        csv.Write(Frame);
        bool isTimed = head.FrameRate is not null || head.FrameTimes is not null;
        if (isTimed)
        {
            csv.Write(TimeSeconds);
        }

        foreach ((string heading, _) in columns)
        {
            csv.Write(heading);
        }

        csv.EndRow();
        for (int frame = 0; frame < head.FrameCount; frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            csv.Write(frame);
            if (isTimed)
            {
                csv.Write(FrameClock.TimeOf(head.FrameTimes, head.FrameRate, frame) ?? double.NaN);
            }

            foreach ((_, Trace trace) in columns)
            {
                csv.Write(trace[frame]);
            }

            csv.EndRow();
        }
    }

    /// <summary>Reads a series into the neurons whose ids head the columns.</summary>
    /// <returns>The frames' times, seconds; null where the table has none.</returns>
    public static double[]? Read(string path, NeuronQuantity series, IReadOnlyList<NeuronDraft> drafts)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        List<double> times = [];
        foreach ((string heading, float[] samples) in Columns(path, times))
        {
            (byId.Remove(IdIn(heading).Neuron, out NeuronDraft? draft) ? draft : throw Stray(path, heading)).Series[series.Name] = samples;
        }

        if (series.IsNeeded && byId.Count > 0)
        {
            throw NeuronFileErrors.Invalid(path, $"it has no column for neuron {byId.Keys.First()}");
        }

        return times.Count > 0 ? [.. times] : null;
    }

    /// <summary>Reads what single views saw into the detections that neurons have.</summary>
    public static void ReadViews(string path, IReadOnlyList<NeuronDraft> drafts)
    {
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        foreach ((string heading, float[] samples) in Columns(path, []))
        {
            (int id, int view) = IdIn(heading);
            List<Views.Detection> detections = byId.GetValueOrDefault(id)?.Detections ?? throw Stray(path, heading);
            int place = detections.FindIndex(d => d.ViewId == view);
            detections[place >= 0 ? place : throw Stray(path, heading)] = detections[place] with { Trace = new Trace(samples) };
        }
    }

    private static IEnumerable<(string Heading, float[] Samples)> Columns(string path, List<double> times)
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
            if (first > 1)
            {
                times.Add(CsvColumns.Number(csv, 1, path));
            }

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
        int Number(int part) =>
            int.TryParse(parts.ElementAtOrDefault(part), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        return parts.Length <= 2 ? (Number(0), Number(1)) : (0, 0);
    }
}
