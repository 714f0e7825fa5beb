using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// What is foreground in one window. Scores without a scale of their own are stretched from a low percentile to the highest onto 0..255,
/// and those at or above Otsu's threshold of the window times a factor count; where the network's scores mean the same everywhere, they are
/// compared as they are.
/// </summary>
/// <param name="Low">The score that becomes 0.</param>
/// <param name="Range">The highest score above <paramref name="Low"/>, which becomes 255.</param>
/// <param name="Level">The least stretched score of the foreground; the least score where <paramref name="Range"/> is 0.</param>
internal readonly record struct ScoreThreshold(double Low, double Range, double Level)
{
    private const double Top = 255;
    private const int LevelCount = 256;

    /// <summary>Finds the threshold of one window; null if all its scores are equal, so that nothing stands out.</summary>
    /// <param name="scores">Finite scores, shape (Height, Width).</param>
    /// <param name="options">Percentile and factor.</param>
    /// <param name="scratch">As long as <paramref name="scores"/>; overwritten.</param>
    public static ScoreThreshold? Of(ReadOnlySpan<float> scores, NeuronFindingOptions options, Span<float> scratch)
    {
        if (options.ScoreThreshold is { } least)
        {
            return new ScoreThreshold(0, 0, least);
        }

        scores.CopyTo(scratch);
        double low = OrderStatistics.Percentile(scratch, options.PercentilePercent);
        double range = TensorPrimitives.Max(scores) - low;
        if (!(range > 0))
        {
            return null;
        }

        ScoreThreshold stretch = new(low, range, 0);
        Span<long> histogram = stackalloc long[LevelCount];
        histogram.Clear();
        foreach (float score in scores)
        {
            histogram[(int)stretch.Stretch(score)]++;
        }

        return stretch with { Level = options.ThresholdFactor * Otsu(histogram) };
    }

    public void Apply(ReadOnlySpan<float> scores, Span<bool> foreground)
    {
        if (Range == 0)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                foreground[i] = scores[i] >= Level;
            }

            return;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            foreground[i] = Stretch(scores[i]) >= Level;
        }
    }

    /// <summary>
    /// Otsu's threshold: the first level t that maximises the variance between the levels below t and those from t on; 0 if only one level
    /// is used.
    /// </summary>
    public static int Otsu(ReadOnlySpan<long> histogram)
    {
        long count = 0;
        long sum = 0;
        for (int level = 0; level < histogram.Length; level++)
        {
            count += histogram[level];
            sum += level * histogram[level];
        }

        int best = 0;
        double bestVariance = -1;
        long below = 0;
        long sumBelow = 0;
        for (int level = 1; level < histogram.Length; level++)
        {
            below += histogram[level - 1];
            sumBelow += (level - 1) * histogram[level - 1];
            if (below == 0 || below == count)
            {
                continue;
            }

            double apart = ((double)sumBelow / below) - ((double)(sum - sumBelow) / (count - below));
            double variance = (double)below / count * ((double)(count - below) / count) * (apart * apart);
            if (variance > bestVariance)
            {
                bestVariance = variance;
                best = level;
            }
        }

        return best;
    }

    private double Stretch(float score) => Math.Clamp((score - Low) / Range, 0, 1) * Top;
}
