namespace DeepWonder3D.Spikes;

/// <summary>
/// Order 1 as suite2p runs it by default: a fixed decay, no penalty, and a baseline that is the running maximum over 60 s of the running
/// minimum of the trace smoothed by a Gaussian of 10 frames.
/// </summary>
internal static class TextbookOasis
{
    private const double WindowS = 60;
    private const double SmoothFrames = 10;

    public static double[] Events(SpikeRecording recording, double decayS)
    {
        double[] trace = System.Array.ConvertAll(recording.Trace, v => (double)v);
        double[] baseline = Smooth(trace);
        int half = (int)(WindowS * recording.FrameRate / 2);
        baseline = Extreme(Extreme(baseline, half, -1), half, 1);
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] -= baseline[t];
        }

        EventPools pools = new();
        EventKernel kernel = EventKernel.OfSeconds(decayS, null, recording.FrameRate);
        double[] calcium = new double[trace.Length];
        double[] events = new double[trace.Length];
        pools.Fit(trace, kernel, 0);
        pools.Write(kernel, calcium, events);
        return events;
    }

    private static double[] Smooth(double[] trace)
    {
        int half = (int)(4 * SmoothFrames);
        double[] weights = [.. Enumerable.Range(-half, (2 * half) + 1).Select(i => Math.Exp(-0.5 * i * i / (SmoothFrames * SmoothFrames)))];
        double sum = weights.Sum();
        double[] smooth = new double[trace.Length];
        for (int t = 0; t < trace.Length; t++)
        {
            for (int i = -half; i <= half; i++)
            {
                smooth[t] += weights[i + half] / sum * trace[Math.Clamp(t + i, 0, trace.Length - 1)];
            }
        }

        return smooth;
    }

    /// <summary>Running minimum (sign −1) or maximum (sign 1), by a queue of the candidates.</summary>
    private static double[] Extreme(double[] values, int half, int sign)
    {
        double[] extreme = new double[values.Length];
        LinkedList<int> candidates = new();
        for (int t = 0; t < values.Length + half; t++)
        {
            if (t < values.Length)
            {
                while (candidates.Last is { } last && sign * (values[t] - values[last.Value]) >= 0)
                {
                    candidates.RemoveLast();
                }

                candidates.AddLast(t);
            }

            int centre = t - half;
            if (centre >= 0)
            {
                while (candidates.First!.Value < centre - half)
                {
                    candidates.RemoveFirst();
                }

                extreme[centre] = values[candidates.First.Value];
            }
        }

        return extreme;
    }
}
