namespace DeepWonder3D.Neurons;

/// <summary>How well a trace stands out of its noise.</summary>
internal static class TraceQuality
{
    /// <summary>Median absolute value of a normal variable → its standard deviation.</summary>
    private const double NormalOfMedian = 1.4826;

    /// <summary>
    /// Peak above the median over the noise. The noise is taken from differences of neighbouring frames, which slow activity hardly
    /// touches: 1.4826 · median |difference| / √2, or, where more than half of the frames repeat their neighbour and the median
    /// therefore is 0, the mean |difference| · √π / 2. Both are the standard deviation of white normal noise.
    /// </summary>
    /// <returns>NaN for a constant trace and for one with samples that are not finite.</returns>
    public static double Snr(ReadOnlySpan<float> trace)
    {
        if (trace.Length < 2 || !System.Numerics.Tensors.TensorPrimitives.IsFiniteAll(trace))
        {
            return double.NaN;
        }

        float[] differences = new float[trace.Length - 1];
        float peak = trace[0];
        double sum = 0;
        for (int i = 0; i < differences.Length; i++)
        {
            differences[i] = Math.Abs(trace[i + 1] - trace[i]);
            sum += differences[i];
            peak = Math.Max(peak, trace[i + 1]);
        }

        if (sum == 0)
        {
            return double.NaN;
        }

        double median = OrderStatistics.Median(differences);
        double noise = median > 0
            ? NormalOfMedian * median / Math.Sqrt(2)
            : sum / differences.Length * Math.Sqrt(Math.PI) / 2;
        return (peak - OrderStatistics.Median(trace.ToArray())) / noise;
    }
}
