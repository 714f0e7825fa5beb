namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>The real movie, by chain and by the way in which it was given to the models.</summary>
internal static class RealMovieTable
{
    public static string Of(TrialPlan plan, ResultBook book)
    {
        MarkdownTable table = new("models", "chain", "precision", "recall", "F1", "recall of active labels", "labels, found, pairs");
        foreach ((RealMovieTrial trial, string chain, TrialResult result) in book.Measured(plan.RealMovie))
        {
            if (result.Views is { } score)
            {
                table.Add(
                    trial.Description,
                    chain,
                    Share(score.Precision),
                    Share(score.Recall),
                    Share(score.F1),
                    Active(result.ActiveLabels),
                    $"{score.Truth}, {score.Found}, {score.Matched}");
            }
        }

        return table.ToString();
    }

    private static string Active(DetectionScore? score) =>
        score is null ? Metric.Nothing : $"{Share(score.Recall)} ({score.Matched} of {score.Truth})";

    private static string Share(double value) => Metric.Text(value, 3);
}
