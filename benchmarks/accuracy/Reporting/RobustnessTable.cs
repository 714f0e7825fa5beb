namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>F1 under each condition and how far it falls below that of the recording as it was simulated.</summary>
internal static class RobustnessTable
{
    private static readonly Metric s_f1 = new("F1", r => r.Views?.F1, 3);

    public static string Of(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new(
            "condition", "less in it", "published F1 (each seed)", "fall", "shipped F1 (each seed)", "fall", "shipped F1 is");
        foreach (IGrouping<RobustnessCondition, RobustnessTrial> condition in plan.Robustness.GroupBy(t => t.Condition))
        {
            RobustnessTrial[] trials = [.. condition];
            table.Add(
                condition.Key.Description,
                condition.Key.Loss ?? Metric.Nothing,
                Scores(trials, book, Chain.Published),
                Metric.Text(Fall(plan, trials, book, Chain.Published), 3),
                Scores(trials, book, Chain.Shipped),
                Metric.Text(Fall(plan, trials, book, Chain.Shipped), 3),
                s_f1.Verdict(book.Mean(trials, Chain.Published, s_f1.Value), book.Mean(trials, Chain.Shipped, s_f1.Value)));
        }

        return table.ToString();
    }

    /// <summary>
    /// The condition under which a chain falls the most although all information is there; null where nothing was measured.
    /// </summary>
    public static string? WorstFall(TrialPlan plan, ResultBook book, string chain)
    {
        (string Description, double Fall)[] falls =
        [
            .. from trial in plan.Robustness
               where trial.Condition.Loss is null && trial.Condition.Name != RobustnessCondition.BaseName
               group trial by trial.Condition into condition
               let fall = Fall(plan, [.. condition], book, chain)
               where fall is not null
               select (condition.Key.Description, fall.Value),
        ];
        if (falls.Length == 0)
        {
            return null;
        }

        (string description, double largest) = falls.MaxBy(f => f.Fall);
        return $"{chain}: {Metric.Text(largest, 3)} ({description})";
    }

    private static string Scores(RobustnessTrial[] trials, ResultBook book, string chain)
    {
        double? mean = book.Mean(trials, chain, s_f1.Value);
        string each = string.Join(", ", trials.Select(t => s_f1.Text(book.Find(t, chain) is { } result ? s_f1.Value(result) : null)));
        return mean is null && !each.Any(char.IsDigit) ? Metric.Nothing : $"{s_f1.Text(mean)} ({each})";
    }

    private static double? Fall(TrialPlan plan, RobustnessTrial[] trials, ResultBook book, string chain)
    {
        IEnumerable<RobustnessTrial> untouched = plan.Robustness.Where(t => t.Condition.Name == RobustnessCondition.BaseName);
        return book.Mean(untouched, chain, s_f1.Value) - book.Mean(trials, chain, s_f1.Value);
    }
}
