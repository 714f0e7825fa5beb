namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>How many neurons were found and how many should have been.</summary>
/// <param name="Precision">
/// Share of the found that are true; 0 where nothing was found, so that finding nothing is no way to be right.
/// </param>
/// <param name="Recall">Share of the true that were found; NaN where there is nothing to find.</param>
/// <param name="F1">Harmonic mean of the two; NaN where there is nothing to find and nothing found.</param>
/// <param name="Truth">True neurons that count, in all.</param>
/// <param name="Found">Found neurons that count, in all.</param>
/// <param name="Matched">Pairs, in all.</param>
internal sealed record DetectionScore(double Precision, double Recall, double F1, int Truth, int Found, int Matched)
{
    public static DetectionScore Of(NeuronComparison comparison) => Of(comparison.TruthCount, comparison.FoundCount, comparison.MatchCount);

    /// <summary>The mean over views of each share.</summary>
    public static DetectionScore MeanOf(IReadOnlyList<DetectionScore> views) => new(
        Average.OfNumbers(views.Select(v => v.Precision)),
        Average.OfNumbers(views.Select(v => v.Recall)),
        Average.OfNumbers(views.Select(v => v.F1)),
        views.Sum(v => v.Truth),
        views.Sum(v => v.Found),
        views.Sum(v => v.Matched));

    /// <summary>The shares of the summed counts: for pieces too small to have shares of their own.</summary>
    public static DetectionScore PooledOf(IReadOnlyList<DetectionScore> pieces) =>
        Of(pieces.Sum(p => p.Truth), pieces.Sum(p => p.Found), pieces.Sum(p => p.Matched));

    private static DetectionScore Of(int truth, int found, int matched) =>
        new(found == 0 ? 0 : Share(matched, found), Share(matched, truth), Share(2 * matched, truth + found), truth, found, matched);

    private static double Share(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;
}
