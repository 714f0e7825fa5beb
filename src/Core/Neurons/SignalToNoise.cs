using System.Numerics.Tensors;

namespace DeepWonder3D.Neurons;

/// <summary>How far a trace's peak stands above its noise.</summary>
internal static class SignalToNoise
{
    // The median absolute deviation of a normal distribution is 1 / 1.4826 of its standard deviation.
    private const float DeviationPerMedian = 1.4826f;

    /// <summary>
    /// (maximum − median) / (1.4826 · median |difference of neighbours| / √2). Differences of neighbours see the noise and hardly the slow
    /// activity. NaN for fewer than two frames, samples that are not finite, or no noise.
    /// </summary>
    public static double Of(ReadOnlySpan<float> trace)
    {
        if (trace.Length < 2 || !float.IsFinite(TensorPrimitives.Sum(trace)))
        {
            return double.NaN;
        }

        float[] sorted = trace.ToArray();
        float[] differences = new float[trace.Length - 1];
        TensorPrimitives.Subtract(trace[1..], trace[..^1], differences);
        TensorPrimitives.Abs(differences, differences);
        double noise = DeviationPerMedian * Median(differences) / Math.Sqrt(2);
        return noise > 0 ? (TensorPrimitives.Max(trace) - Median(sorted)) / noise : double.NaN;
    }

    /// <summary>The middle sample, or the mean of the middle two; sorts <paramref name="samples"/>.</summary>
    public static float Median(Span<float> samples)
    {
        samples.Sort();
        int middle = samples.Length / 2;
        return samples.Length % 2 == 1 ? samples[middle] : (samples[middle - 1] + samples[middle]) * 0.5f;
    }
}
