namespace DeepWonder3D.Traces;

/// <summary>Frames in which a trace has no value (NaN), because the recording had no data there.</summary>
internal static class TraceGaps
{
    /// <summary>True for each frame without a value; null where there is none.</summary>
    public static bool[]? Of(ReadOnlySpan<float> trace)
    {
        if (!trace.ContainsAnyNaN())
        {
            return null;
        }

        bool[] gaps = new bool[trace.Length];
        for (int t = 0; t < gaps.Length; t++)
        {
            gaps[t] = float.IsNaN(trace[t]);
        }

        return gaps;
    }

    /// <summary>
    /// The trace with a line over each gap, and its first and last values carried on to the ends; the same where there are none.
    /// </summary>
    public static float[] Bridged(ReadOnlySpan<float> trace)
    {
        float[] bridged = trace.ToArray();
        for (int t = 0; t < bridged.Length; t++)
        {
            if (!float.IsNaN(bridged[t]))
            {
                continue;
            }

            int end = t;
            while (end < bridged.Length && float.IsNaN(bridged[end]))
            {
                end++;
            }

            if (t == 0 && end == bridged.Length)
            {
                return bridged;
            }

            float before = t > 0 ? bridged[t - 1] : bridged[end];
            float after = end < bridged.Length ? bridged[end] : before;
            for (int k = t; k < end; k++)
            {
                bridged[k] = before + ((after - before) * (k - t + 1) / (end - t + 1));
            }

            t = end - 1;
        }

        return bridged;
    }

    /// <summary>The trace with the value before a gap carried on over it: nothing rises inside.</summary>
    public static float[] Held(ReadOnlySpan<float> trace)
    {
        float[] held = Bridged(trace);
        for (int t = 1; t < held.Length; t++)
        {
            held[t] = float.IsNaN(trace[t]) ? held[t - 1] : held[t];
        }

        return held;
    }

    /// <summary>Takes the values out again.</summary>
    public static void Open(bool[]? gaps, Span<float> series)
    {
        for (int t = 0; t < series.Length && gaps is not null; t++)
        {
            series[t] = gaps[t] ? float.NaN : series[t];
        }
    }

    private static bool ContainsAnyNaN(this ReadOnlySpan<float> trace)
    {
        foreach (float sample in trace)
        {
            if (float.IsNaN(sample))
            {
                return true;
            }
        }

        return false;
    }
}
