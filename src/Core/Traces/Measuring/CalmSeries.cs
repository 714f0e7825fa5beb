namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// A background's course without the noise of its pixels, which would only be added to the neuron's: what changes from frame to frame is
/// kept as far as it exceeds what noise alone would do (Wiener's rule in two bands).
/// </summary>
internal static class CalmSeries
{
    private const int WindowFrames = 5;

    /// <summary>The calmer course.</summary>
    /// <param name="series">One sample a frame.</param>
    /// <param name="noise">Standard deviation of the noise in it that is its own.</param>
    public static float[] Of(float[] series, double noise)
    {
        if (!(noise > 0) || series.Length < 2 * WindowFrames)
        {
            return series;
        }

        float[] slow = MovingMean(series);
        double power = 0;
        for (int t = 0; t < series.Length; t++)
        {
            power += Math.Pow(series[t] - slow[t], 2) / series.Length;
        }

        double expected = noise * noise * (1 - (1.0 / WindowFrames));
        float kept = (float)Math.Max(0, 1 - (expected / Math.Max(power, double.Epsilon)));
        for (int t = 0; t < series.Length; t++)
        {
            slow[t] += kept * (series[t] - slow[t]);
        }

        return slow;
    }

    private static float[] MovingMean(float[] series)
    {
        float[] mean = new float[series.Length];
        for (int t = 0; t < series.Length; t++)
        {
            double sum = 0;
            for (int k = t - (WindowFrames / 2); k <= t + (WindowFrames / 2); k++)
            {
                sum += series[Reflected(k, series.Length)];
            }

            mean[t] = (float)(sum / WindowFrames);
        }

        return mean;
    }

    private static int Reflected(int frame, int count) => frame < 0 ? -frame : frame >= count ? (2 * (count - 1)) - frame : frame;
}
