using System.Globalization;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.NeuronFiles.Csv;

/// <summary>Traces as a table: a row a frame, a column a neuron, and the time where the frame rate is known.</summary>
internal static class TraceTable
{
    private const string Frame = "Frame";
    private const string TimeSeconds = "TimeSeconds";
    private const string Neuron = "Neuron";

    public static void Write(
        Stream stream, IReadOnlyList<(int Id, Trace Trace)> neurons, long frameCount, double? frameRate, CancellationToken cancellation)
    {
        using CsvWriter csv = new(stream);
        csv.Write(Frame);
        if (frameRate is not null)
        {
            csv.Write(TimeSeconds);
        }

        foreach ((int id, _) in neurons)
        {
            csv.Write(string.Create(CultureInfo.InvariantCulture, $"{Neuron}{id}"));
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

            foreach ((_, Trace trace) in neurons)
            {
                csv.Write(trace[frame]);
            }

            csv.EndRow();
        }
    }

    /// <summary>Reads traces into the neurons whose ids head the columns.</summary>
    public static void Read(string path, IReadOnlyList<NeuronDraft> drafts)
    {
        using CsvReader csv = new(path);
        if (!csv.Read())
        {
            throw NeuronFileErrors.Invalid(path, "it is empty");
        }

        int first = csv.FieldCount > 1 && csv[1] is TimeSeconds ? 2 : 1;
        Dictionary<int, NeuronDraft> byId = drafts.ToDictionary(d => d.Id!.Value);
        NeuronDraft[] columns = new NeuronDraft[csv.FieldCount - first];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = byId.Remove(IdIn(csv[first + i]), out NeuronDraft? draft)
                ? draft
                : throw NeuronFileErrors.Invalid(path, $"its column '{csv[first + i]}' names none of the neurons, or one a second time");
        }

        if (byId.Count > 0)
        {
            throw NeuronFileErrors.Invalid(path, $"it has no column for neuron {byId.Keys.First()}");
        }

        List<float>[] traces = Array.ConvertAll(columns, _ => new List<float>());
        while (csv.Read())
        {
            CsvColumns.CheckFieldCount(csv, first + columns.Length, path);
            for (int i = 0; i < traces.Length; i++)
            {
                traces[i].Add((float)CsvColumns.Number(csv, first + i, path));
            }
        }

        for (int i = 0; i < columns.Length; i++)
        {
            columns[i].Trace = [.. traces[i]];
        }
    }

    private static int IdIn(ReadOnlySpan<char> header) =>
        header.StartsWith(Neuron, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(header[Neuron.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : 0;
}
