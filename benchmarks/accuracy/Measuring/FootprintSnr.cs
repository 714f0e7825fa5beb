namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>
/// Signal-to-noise ratio over time within footprints, dB: 10 · log₁₀(variance of the clean samples / mean squared error), mean over
/// footprints. Every pixel is centred in time. The movie is scaled, by one factor a footprint, so that the part of it that follows the
/// clean movie has the clean movie's size: neither a lost mean nor a stretched range counts as noise. (A least-squares fit to the clean
/// movie would shrink a noisy movie towards 0 and flatter it.)
/// </summary>
internal static class FootprintSnr
{
    /// <summary>A movie without any of the signal; as low as a mean over footprints can bear.</summary>
    private const double Floor = -40;

    /// <param name="clean">The noise-free recording.</param>
    /// <param name="movie">The movie that is judged.</param>
    /// <param name="footprints">Indices of each footprint's pixels.</param>
    /// <returns>dB; NaN where there is no footprint.</returns>
    public static double Of(PixelSeries clean, PixelSeries movie, IReadOnlyList<int[]> footprints) =>
        footprints.Count == 0 ? double.NaN : footprints.Average(pixels => Of(clean, movie, pixels));

    private static double Of(PixelSeries clean, PixelSeries movie, int[] pixels)
    {
        (double signal, double shared, double all) = clean.Products(movie, pixels);
        if (shared <= 0)
        {
            return Floor;
        }

        // movie = b · clean + rest with b = shared / signal; scaled by 1 / b, the error is the rest over b.
        double follows = shared * shared / signal;
        double rest = Math.Max(all - follows, 1e-12 * all);
        return Math.Max(Floor, 10 * Math.Log10(follows / rest));
    }
}
