using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// How much of the light around a neuron lies over it as well: the slope of its light over that of its surround while it rests. Frames in
/// which it stands above what the surround explains are its own activity and do not count, so that a surround that follows the neuron is
/// not taken for its cause.
/// </summary>
/// <param name="Value">The slope; NaN where the surround does not change.</param>
/// <param name="Error">Its standard error.</param>
internal readonly record struct BackgroundShare(double Value, double Error)
{
    private const int StepCount = 8;

    // Frames within these many standard deviations of what the surround explains are taken for rest.
    private const double AboveRest = 1.5;
    private const double BelowRest = 4;

    private const double LeastRestShare = 0.2;
    private const int LeastRestFrames = 20;
    private const double LargestError = 0.3;
    private const double NormalOfMedian = 1.4826;

    // Shares of neurons of one view differ by at least this much, whatever so few of them say.
    private const double LeastSpread = 0.03;

    // A wider ring of light than its surround's mean has no physical reason to lie over a neuron.
    private const double Largest = 1;

    /// <summary>Measures it.</summary>
    /// <param name="neuron">The neuron's light with its background, less its mean.</param>
    /// <param name="surround">Its surround's, likewise.</param>
    public static BackgroundShare Of(double[] neuron, double[] surround)
    {
        bool[] rests = new bool[neuron.Length];
        Array.Fill(rests, true);
        BackgroundShare share = Fit(neuron, surround, rests, out double offset);
        float[] residuals = new float[neuron.Length];
        for (int step = 0; step < StepCount && double.IsFinite(share.Value); step++)
        {
            int count = 0;
            for (int t = 0; t < neuron.Length; t++)
            {
                if (rests[t])
                {
                    residuals[count++] = (float)(neuron[t] - (share.Value * surround[t]) - offset);
                }
            }

            double middle = OrderStatistics.Median(residuals.AsSpan(0, count).ToArray());
            double spread = NormalOfMedian * OrderStatistics.Median([.. residuals.Take(count).Select(r => (float)Math.Abs(r - middle))]);
            bool[] next = [.. neuron.Select((value, t) => IsWithin(value - (share.Value * surround[t]) - offset - middle, spread))];
            if (next.Count(r => r) < LeastRestShare * neuron.Length)
            {
                break;
            }

            rests = next;
            share = Fit(neuron, surround, rests, out offset);
        }

        return share;
    }

    /// <summary>
    /// The shares to use: each as it was measured as far as that is certain, and otherwise what is usual in the view; from 0 to 1.
    /// </summary>
    /// <param name="shares">As measured, NaN where a neuron's surround is missing.</param>
    /// <returns>The shares with the errors that are left.</returns>
    public static BackgroundShare[] Pooled(IReadOnlyList<BackgroundShare> shares)
    {
        // What is not measured well enough to count as more than a guess has no say in what is usual.
        BackgroundShare[] known = [.. shares.Where(s => double.IsFinite(s.Value) && s.Error < LargestError)];
        if (known.Length == 0)
        {
            // The plain ring: all of the light around lies over the neuron too.
            return [.. shares.Select(s => new BackgroundShare(Largest, LargestError))];
        }

        double usual = OrderStatistics.Median([.. known.Select(s => (float)s.Value)]);
        double spread = NormalOfMedian * OrderStatistics.Median([.. known.Select(s => (float)Math.Abs(s.Value - usual))]);
        double error = OrderStatistics.Median([.. known.Select(s => (float)s.Error)]);
        double own = Math.Max(LeastSpread * LeastSpread, (spread * spread) - (error * error));
        return [.. shares.Select(s => double.IsFinite(s.Value) && double.IsFinite(s.Error)
            ? Limited(
                ((s.Value * own) + (usual * s.Error * s.Error)) / (own + (s.Error * s.Error)),
                own * s.Error * s.Error / (own + (s.Error * s.Error)))
            : Limited(usual, own))];

        static BackgroundShare Limited(double value, double variance) => new(Math.Clamp(value, 0, Largest), Math.Sqrt(variance));
    }

    private static bool IsWithin(double residual, double spread) => residual < AboveRest * spread && residual > -BelowRest * spread;

    private static BackgroundShare Fit(double[] neuron, double[] surround, bool[] rests, out double offset)
    {
        (double count, double meanX, double meanY) = (0, 0, 0);
        for (int t = 0; t < rests.Length; t++)
        {
            count += rests[t] ? 1 : 0;
            meanX += rests[t] ? surround[t] : 0;
            meanY += rests[t] ? neuron[t] : 0;
        }

        (meanX, meanY) = (meanX / count, meanY / count);
        (double xx, double xy, double yy) = (0, 0, 0);
        for (int t = 0; t < rests.Length; t++)
        {
            (double x, double y) = rests[t] ? (surround[t] - meanX, neuron[t] - meanY) : (0, 0);
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }

        // Through a few frames a line can be laid that says nothing.
        double slope = xx > 0 && count >= LeastRestFrames ? xy / xx : double.NaN;
        offset = meanY - (slope * meanX);
        double left = Math.Max(0, yy - (slope * xy));
        return new BackgroundShare(slope, Math.Sqrt(left / Math.Max(1, count - 2) / xx));
    }
}
