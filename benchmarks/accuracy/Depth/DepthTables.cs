using DeepWonder3D.Accuracy.Reporting;

namespace DeepWonder3D.Accuracy.Depth;

/// <summary>Places in space as tables: recordings of one kind together, and each.</summary>
internal static class DepthTables
{
    private static readonly string[] s_ways = [ViewsTrial.Ours, ViewsTrial.Stated, ViewsTrial.Footprints, ViewsTrial.Published];

    /// <summary>Means over the recordings of a kind; shares within standard errors are of all their pairs.</summary>
    public static string Means(DepthPlan plan, ResultBook book)
    {
        MarkdownTable table = Table("recordings", "placed");
        foreach (IGrouping<string, ViewsTrial> group in plan.Views.GroupBy(v => v.Group))
        {
            TrialResult[] results = [.. group.Select(t => book.Find(t, Chain.Shipped)).OfType<TrialResult>()];
            foreach (string way in s_ways.Where(_ => results.Length > 0))
            {
                AddRow(
                    table,
                    [$"{group.Key} ({results.Length} seed{(results.Length == 1 ? "" : "s")})", way],
                    [.. results.Select(r => r.Placed!.First(p => p.Name == way))]);
            }
        }

        return table.ToString();
    }

    public static string Each(DepthPlan plan, ResultBook book)
    {
        MarkdownTable table = Table("recording", "placed");
        foreach (ViewsTrial trial in plan.Views)
        {
            foreach (PlacingScore score in book.Find(trial, Chain.Shipped)?.Placed ?? [])
            {
                AddRow(table, [trial.Name, score.Name], [score]);
            }
        }

        return table.ToString();
    }

    /// <summary>Other ways from light to neurons in space, with the seconds of each.</summary>
    public static string Paths(IEnumerable<Trial> trials, ResultBook book)
    {
        MarkdownTable table = Table("recording", "way", "seconds");
        foreach (Trial trial in trials)
        {
            TrialResult? result = book.Find(trial, Chain.Shipped);
            foreach ((PlacingScore score, double seconds) in (result?.Placed ?? []).Zip(result?.PlacedSeconds ?? []))
            {
                AddRow(table, [trial.Name, score.Name, Metric.Text(seconds, 0)], [score]);
            }
        }

        return table.ToString();
    }

    private static MarkdownTable Table(params string[] first) => new([
        .. first,
        "precision",
        "recall",
        "F1",
        "true, found, pairs",
        "duplicates",
        "\\|z\\| median, µm",
        "z RMSE, µm",
        "lateral, µm",
        "z within 1, 2 errors",
        "lateral within 1, 2 errors",
        "trace correlation"]);

    private static void AddRow(MarkdownTable table, IEnumerable<string> first, IReadOnlyList<PlacingScore> scores)
    {
        int pairs = scores.Sum(s => s.Detection.Matched);
        bool hasErrors = scores.Any(s => s.DepthWithin[1] > 0);
        string Shares(Func<PlacingScore, int[]> within, int each) => hasErrors
            ? string.Create(CultureInfo.InvariantCulture, $"{scores.Sum(s => within(s)[0]) / (double)(each * pairs):0.00}, "
                + $"{scores.Sum(s => within(s)[1]) / (double)(each * pairs):0.00}")
            : Metric.Nothing;
        string Mean(Func<PlacingScore, double> value, int decimals) => Metric.Text(Average.OfNumbers(scores.Select(value)), decimals);
        table.Add([
            .. first,
            Mean(s => s.Detection.Precision, 3),
            Mean(s => s.Detection.Recall, 3),
            Mean(s => s.Detection.F1, 3),
            $"{scores.Sum(s => s.Detection.Truth)}, {scores.Sum(s => s.Detection.Found)}, {pairs}",
            scores.Sum(s => s.Duplicates).ToString(CultureInfo.InvariantCulture),
            Mean(s => s.DepthUm, 2),
            Mean(s => s.DepthRmseUm, 2),
            Mean(s => s.LateralUm, 2),
            Shares(s => s.DepthWithin, 1),
            Shares(s => s.LateralWithin, 2),
            Mean(s => s.TraceCorrelation, 3)]);
    }
}
