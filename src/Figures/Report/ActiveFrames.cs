namespace DeepWonder3D.Figures.Report;

/// <summary>Which frames to show: in each part of a recording the one in which the neurons are most active together.</summary>
internal static class ActiveFrames
{
    /// <summary>Chooses frames.</summary>
    /// <param name="traces">The neurons' activity.</param>
    /// <param name="frameCount">Frames of the recording.</param>
    /// <param name="count">How many frames to choose, at most.</param>
    /// <returns>Frames as shares of the recording's length, from 0 for the first to 1 for the last, ascending.</returns>
    public static IReadOnlyList<double> Choose(IReadOnlyList<Trace> traces, long frameCount, int count)
    {
        double[] activity = new double[frameCount];
        foreach (Trace trace in traces)
        {
            float[] scaled = TraceScaling.Scale(trace.AsSpan());
            for (int i = 0; i < Math.Min(activity.Length, scaled.Length); i++)
            {
                activity[i] += float.IsFinite(scaled[i]) ? Math.Max(0, scaled[i]) : 0;
            }
        }

        List<double> shares = [];
        int parts = (int)Math.Min(count, frameCount);
        for (int part = 0; part < parts; part++)
        {
            int first = (int)(frameCount * part / parts);
            int end = (int)(frameCount * (part + 1) / parts);
            int best = first;
            for (int i = first; i < end; i++)
            {
                best = activity[i] > activity[best] ? i : best;
            }

            shares.Add(frameCount > 1 ? best / (frameCount - 1.0) : 0);
        }

        return shares;
    }
}
