namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>Pearson correlation of two movies over chosen pixels and all frames together.</summary>
internal static class MovieAgreement
{
    /// <summary>With every pixel centred in time: agreement of what changes.</summary>
    /// <returns>−1 to 1; 0 where the movie that is judged is constant, NaN where the truth is.</returns>
    public static double OfChanges(PixelSeries truth, PixelSeries movie) =>
        Correlation(truth.Products(movie, Enumerable.Range(0, truth.Means.Length)));

    /// <summary>With one mean for all: agreement of what rests as well, and so of where there is light at all.</summary>
    /// <returns>As above.</returns>
    public static double OfLight(PixelSeries truth, PixelSeries movie)
    {
        (double own, double shared, double other) = truth.Products(movie, Enumerable.Range(0, truth.Means.Length));
        double meanTruth = truth.Means.DefaultIfEmpty().Average();
        double meanMovie = movie.Means.DefaultIfEmpty().Average();
        for (int i = 0; i < truth.Means.Length; i++)
        {
            double a = truth.Means[i] - meanTruth;
            double b = movie.Means[i] - meanMovie;
            own += truth.FrameCount * a * a;
            shared += truth.FrameCount * a * b;
            other += truth.FrameCount * b * b;
        }

        return Correlation((own, shared, other));
    }

    private static double Correlation((double Own, double Shared, double Other) sums) =>
        sums.Own == 0 ? double.NaN : sums.Other == 0 ? 0 : sums.Shared / Math.Sqrt(sums.Own * sums.Other);
}
