namespace DeepWonder3D.Figures.Panels;

/// <summary>
/// A trace in units of its noise: (F − median) / σ. ΔF/F would divide by a baseline that is near zero once the background is removed;
/// the noise is always there, and in these units a peak's height is the neuron's signal-to-noise ratio.
/// </summary>
internal static class TraceScaling
{
    /// <summary>Median absolute difference to standard deviation, for normal noise.</summary>
    private const double MadToDeviation = 1.4826;

    /// <summary>Scales a trace. Samples that are not finite become NaN; a constant trace becomes 0.</summary>
    public static float[] Scale(ReadOnlySpan<float> trace)
    {
        List<float> finite = [];
        List<float> steps = [];
        for (int i = 0; i < trace.Length; i++)
        {
            if (float.IsFinite(trace[i]))
            {
                finite.Add(trace[i]);
                if (i > 0 && float.IsFinite(trace[i - 1]))
                {
                    steps.Add(Math.Abs(trace[i] - trace[i - 1]));
                }
            }
        }

        double median = Median(finite);
        double noise = MadToDeviation * Median(steps) / Math.Sqrt(2);

        // More than half of a noiseless trace's steps are 0; its spread is then the only scale there is.
        noise = noise > 0 ? noise : Deviation(finite);
        float[] scaled = new float[trace.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            scaled[i] = !float.IsFinite(trace[i]) ? float.NaN : noise > 0 ? (float)((trace[i] - median) / noise) : 0;
        }

        return scaled;
    }

    private static double Median(List<float> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        values.Sort();
        int middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : ((double)values[middle - 1] + values[middle]) / 2;
    }

    private static double Deviation(List<float> values)
    {
        double mean = 0;
        double square = 0;
        for (int i = 0; i < values.Count; i++)
        {
            double step = values[i] - mean;
            mean += step / (i + 1);
            square += step * (values[i] - mean);
        }

        return values.Count == 0 ? 0 : Math.Sqrt(square / values.Count);
    }
}
