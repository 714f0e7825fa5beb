namespace DeepWonder3D.Views.Fusing;

/// <summary>
/// The resting fluorescence under a trace: a percentile of the frames around each, which follows bleaching and not activity.
/// </summary>
internal static class SlidingBaseline
{
    /// <summary>Frames of the window where the frame rate is unknown.</summary>
    public const int DefaultWindowFrames = 300;

    /// <summary>The baseline, shape (frames).</summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="windowFrames">Frames of the window, centred; at the ends as much of it as there is.</param>
    /// <param name="percent">0 to 100; the sample of the nearest rank.</param>
    public static float[] Of(ReadOnlySpan<float> trace, int windowFrames, double percent)
    {
        int half = Math.Max(1, windowFrames / 2);
        List<float> window = new((2 * half) + 1);
        float[] baseline = new float[trace.Length];
        for (int t = 0; t < Math.Min(half, trace.Length); t++)
        {
            Insert(window, trace[t]);
        }

        for (int t = 0; t < trace.Length; t++)
        {
            if (t + half < trace.Length)
            {
                Insert(window, trace[t + half]);
            }

            if (t - half - 1 >= 0)
            {
                window.RemoveAt(window.BinarySearch(trace[t - half - 1]));
            }

            baseline[t] = window[(int)Math.Round((window.Count - 1) * percent / 100)];
        }

        return baseline;
    }

    /// <summary>
    /// (trace − baseline) / baseline; null where the baseline does not stand above the trace's noise, as after background removal.
    /// </summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="baseline">As many.</param>
    /// <param name="noise">Standard deviation of the trace's noise.</param>
    public static float[]? DeltaFOverF(ReadOnlySpan<float> trace, ReadOnlySpan<float> baseline, double noise)
    {
        float[] relative = new float[trace.Length];
        for (int t = 0; t < relative.Length; t++)
        {
            if (!(baseline[t] > Math.Max(0, noise)))
            {
                return null;
            }

            relative[t] = (trace[t] - baseline[t]) / baseline[t];
        }

        return relative;
    }

    private static void Insert(List<float> window, float sample)
    {
        int place = window.BinarySearch(sample);
        window.Insert(place < 0 ? ~place : place, sample);
    }
}
