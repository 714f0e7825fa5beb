using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>How well a trace stands out of its noise.</summary>
internal static class TraceQuality
{
    /// <summary>Median absolute value of a normal variable → its standard deviation.</summary>
    private const double NormalOfMedian = 1.4826;

    /// <summary>After networks hardly any noise is left to divide by; what is more than this says nothing more.</summary>
    public const double MostSnr = 1000;

    /// <summary>Peak above the median over the <see cref="Noise"/>, and at most <see cref="MostSnr"/>.</summary>
    /// <returns>NaN for a constant trace and for one with samples that are not finite.</returns>
    public static double Snr(ReadOnlySpan<float> trace)
    {
        if (trace.Length < 2 || !System.Numerics.Tensors.TensorPrimitives.IsFiniteAll(trace))
        {
            return double.NaN;
        }

        double noise = NoiseOf(trace);
        float peak = System.Numerics.Tensors.TensorPrimitives.Max(trace);
        return noise == 0 ? double.NaN : Math.Min((peak - OrderStatistics.Median(trace.ToArray())) / noise, MostSnr);
    }

    /// <summary>The <see cref="Noise"/> of a trace; 0 for a constant one and one of fewer than two frames.</summary>
    public static double NoiseOf(ReadOnlySpan<float> trace)
    {
        float[] differences = new float[Math.Max(0, trace.Length - 1)];
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(trace[i + 1] - trace[i]);
        }

        return Noise(differences);
    }

    /// <summary>
    /// The standard deviation of white normal noise, from the differences of neighbouring frames, which slow activity hardly touches:
    /// 1.4826 · median |difference| / √2, or, where more than half of the frames repeat their neighbour and the median therefore is 0, the
    /// mean |difference| · √π / 2.
    /// </summary>
    /// <param name="differences">Absolute differences, finite; reordered.</param>
    /// <returns>0 for no differences, and where all of them are 0.</returns>
    public static double Noise(Span<float> differences)
    {
        double sum = 0;
        foreach (float difference in differences)
        {
            sum += difference;
        }

        if (sum == 0)
        {
            return 0;
        }

        double median = OrderStatistics.Median(differences);
        return median > 0 ? NormalOfMedian * median / Math.Sqrt(2) : sum / differences.Length * Math.Sqrt(Math.PI) / 2;
    }
}
