using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.Artefacts;

/// <summary>The Markdown file of what goes wrong.</summary>
internal static class ArtefactReport
{
    private const string Text = """
        F1 pooled over the seeds (found, matched and true neurons summed), beside it by how much it differs from that of the recording as it
        is, and the mean over the seeds of the median correlation of a trace with the true one, in the frames that both have. *Missing*:
        frames a recording that count as no data. *Said*: what the first recording's warnings begin with.
        """;

    public static void Write(string path, IReadOnlyList<ArtefactResult> results, ResultBook book)
    {
        MarkdownReport report = new(string.Create(CultureInfo.InvariantCulture, $"""
            # Recordings with which something went wrong, {Machine.Name}

            {Machine.Line}
            Command: `dotnet run -c Release --project benchmarks/accuracy -- --artefacts`.

            Simulated recordings (docs/simulation.md) of 400 frames, 160 × 160 pixels, two seeds from 2711 on, on which nothing was chosen,
            through the whole pipeline as it comes (`DeepWonder3D.Pipeline`; motion and defects are looked for).

            """));
        foreach (IGrouping<SimulationPreset, ArtefactResult> preset in results.GroupBy(r => r.Preset))
        {
            report.Add(preset.Key.ToString(), Text, Table([.. preset]));
        }

        report.Write(path, book);
    }

    private static string Table(ArtefactResult[] results)
    {
        MarkdownTable table = new("what", "F1", "difference", "precision", "recall", "traces", "missing", "said");
        DetectionScore clean = Pooled(results.Where(r => r.Case == results[0].Case));
        foreach (IGrouping<string, ArtefactResult> row in results.GroupBy(r => r.Case))
        {
            DetectionScore score = Pooled(row);
            table.Add(
                row.Key,
                Number(score.F1),
                (score.F1 - clean.F1).ToString("+0.000;−0.000;0", CultureInfo.InvariantCulture),
                Number(score.Precision),
                Number(score.Recall),
                Number(row.Average(r => r.TraceCorrelation)),
                string.Join(", ", row.Select(r => r.MissingFrames)),
                string.Join("; ", row.First().Warnings.Select(Beginning)));
        }

        return table.ToString();
    }

    private static DetectionScore Pooled(IEnumerable<ArtefactResult> results) => DetectionScore.PooledOf([.. results.Select(r => r.Score)]);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>What a warning says first, without the recording's name.</summary>
    private static string Beginning(string warning)
    {
        string text = warning.ReplaceLineEndings(" ").Replace("|", "/", StringComparison.Ordinal);
        return text.Length <= 110 ? text : text[..110] + "…";
    }
}
