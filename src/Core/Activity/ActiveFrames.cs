using DeepWonder3D.Volumes;

namespace DeepWonder3D.Activity;

/// <summary>
/// How much each frame says of what a neuron looks like: those in which it is active count for it, those around them against it, so that
/// what is always there, or changes slowly, cancels.
/// </summary>
internal static class ActiveFrames
{
    // What is slower than this is no activity.
    private const double SlowS = 9;
    private const int LeastSlow = 31;

    // Standard deviations of the smoothed trace's noise from which on a neuron is active.
    private const double Quiet = 2;

    // No frame counts for more than the tenth of those that count most: one flash is no picture of a cell.
    private const int LargestRank = 10;

    private const double NormalOfMedian = 1.4826;

    /// <summary>A weight for each frame, their squares summing to 1; all 0 for a trace that says nothing.</summary>
    /// <param name="trace">What the neuron did; NaN where the recording has no data.</param>
    /// <param name="frameRate">Frames a second.</param>
    public static float[] WeightsOf(ReadOnlySpan<float> trace, double frameRate)
    {
        float[] smooth = Averaged(trace, (int)Math.Round(ActivitySignal.SmoothS * frameRate));
        float[] finite = [.. smooth.Where(float.IsFinite)];
        List<float> steps = [];
        for (int t = 1; t < trace.Length; t++)
        {
            if (float.IsFinite(trace[t] - trace[t - 1]))
            {
                steps.Add(Math.Abs(trace[t] - trace[t - 1]));
            }
        }

        if (finite.Length < 3 || steps.Count == 0)
        {
            return new float[trace.Length];
        }

        double middle = OrderStatistics.Median(finite);
        double frames = Math.Max(1, Math.Round(ActivitySignal.SmoothS * frameRate));
        double noise = NormalOfMedian * OrderStatistics.Median([.. steps]) / Math.Sqrt(2 * frames);
        float[] active = Above(smooth, middle + (Quiet * noise));
        if (!active.Any(a => a > 0))
        {
            active = Above(smooth, middle);
        }

        float[] ranked = [.. active.Where(a => a > 0).OrderDescending()];
        if (ranked.Length > 2 * LargestRank)
        {
            active = [.. active.Select(a => Math.Min(a, ranked[LargestRank - 1]))];
        }

        float[] slow = Averaged(active, Math.Max(LeastSlow, (int)Math.Round(SlowS * frameRate)));
        (double sum, int known) = (0, 0);
        for (int t = 0; t < active.Length; t++)
        {
            active[t] = float.IsNaN(trace[t]) ? float.NaN : active[t] - slow[t];
            (sum, known) = float.IsNaN(active[t]) ? (sum, known) : (sum + active[t], known + 1);
        }

        // What is always there must cancel, also where an event lies at an end.
        double mean = sum / Math.Max(1, known);
        double squares = active.Where(float.IsFinite).Sum(a => (a - mean) * (a - mean));
        double scale = squares > 0 ? 1 / Math.Sqrt(squares) : 0;
        return [.. active.Select(a => float.IsNaN(a) ? 0 : (float)((a - mean) * scale))];
    }

    /// <summary>How far samples lie above a level; 0 where they do not, or are none.</summary>
    private static float[] Above(float[] samples, double level) => [.. samples.Select(s => s > level ? (float)(s - level) : 0)];

    /// <summary>The mean over so many samples around each, of those that are numbers; NaN where none is.</summary>
    private static float[] Averaged(ReadOnlySpan<float> samples, int count)
    {
        int half = Math.Max(1, count) / 2;
        float[] means = new float[samples.Length];
        (double sum, int known) = (0, 0);
        for (int t = -half; t < samples.Length; t++)
        {
            Add(samples, t + half, 1);
            Add(samples, t - half - 1, -1);
            if (t >= 0)
            {
                means[t] = known > 0 ? (float)(sum / known) : float.NaN;
            }
        }

        return means;

        void Add(ReadOnlySpan<float> from, int at, int sign)
        {
            if (at >= 0 && at < from.Length && !float.IsNaN(from[at]))
            {
                (sum, known) = (sum + (sign * from[at]), known + sign);
            }
        }
    }
}
