using DeepWonder3D.Traces;

namespace DeepWonder3D.Figures.Panels;

/// <summary>
/// A trace in units of its noise: (F − median) / σ. ΔF/F would divide by a baseline that is near zero once the background is removed. In
/// these units a peak's height is the neuron's signal-to-noise ratio, up to a hundred: networks may leave so little noise that one neuron
/// would dwarf all others.
/// </summary>
internal static class TraceScaling
{
    private const double MostHeight = 100;

    /// <summary>Scales a trace. Samples that are not finite become NaN; a trace without noise, which is constant, becomes 0.</summary>
    public static float[] Scale(ReadOnlySpan<float> trace)
    {
        float[] finite = new float[trace.Length];
        float[] differences = new float[trace.Length];
        int count = 0;
        int pairs = 0;
        for (int i = 0; i < trace.Length; i++)
        {
            if (float.IsFinite(trace[i]))
            {
                finite[count++] = trace[i];
                if (i > 0 && float.IsFinite(trace[i - 1]))
                {
                    differences[pairs++] = Math.Abs(trace[i] - trace[i - 1]);
                }
            }
        }

        double noise = TraceQuality.Noise(differences.AsSpan(0, pairs));
        double median = count == 0 ? double.NaN : OrderStatistics.Median(finite.AsSpan(0, count));
        noise = noise > 0
            ? Math.Max(noise, (System.Numerics.Tensors.TensorPrimitives.Max<float>(finite.AsSpan(0, count)) - median) / MostHeight)
            : 0;
        float[] scaled = new float[trace.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = !float.IsFinite(trace[i]) ? float.NaN : noise > 0 ? (float)((trace[i] - median) / noise) : 0;
        }

        return scaled;
    }
}
