namespace DeepWonder3D.Spikes;

/// <summary>How well one way served one cell, and summaries over cells.</summary>
/// <param name="DataSet">The cell's data set.</param>
/// <param name="Binned">Correlation in bins, the mean over trials with action potentials; NaN without any.</param>
/// <param name="Smoothed">Correlation after smoothing, likewise.</param>
/// <param name="SilentMinutes">Time more than 3 s after an action potential and more than 0.5 s before the next.</param>
/// <param name="FalseEvents">Events that begin then: frames in a row count once.</param>
internal sealed record CellScore(string DataSet, double Binned, double Smoothed, double SilentMinutes, int FalseEvents)
{
    /// <summary>Scores the recordings of one cell.</summary>
    public static CellScore Of(SpikeRecording[] recordings, Subject subject)
    {
        double[][] events = subject.Events(recordings);
        List<double> binned = [];
        List<double> smoothed = [];
        double minutes = 0;
        int falseEvents = 0;
        foreach ((SpikeRecording recording, double[] found) in recordings.Zip(events))
        {
            if (recording.SpikesS.Length > 0)
            {
                binned.Add(OrZero(Agreement.Binned(recording, found)));
                smoothed.Add(OrZero(Agreement.Smoothed(recording, found)));
            }

            bool[] silent = Silent(recording);
            minutes += silent.Count(s => s) / recording.FrameRate / 60;
            falseEvents += Enumerable.Range(1, found.Length - 1).Count(t => silent[t] && found[t] > 0 && !(found[t - 1] > 0));
        }

        return new CellScore(recordings[0].DataSet, Mean(binned), Mean(smoothed), minutes, falseEvents);
    }

    private static bool[] Silent(SpikeRecording recording)
    {
        bool[] silent = [.. Enumerable.Repeat(true, recording.Trace.Length)];
        foreach (double spike in recording.SpikesS)
        {
            int from = (int)Math.Clamp((spike - 0.5) * recording.FrameRate, 0, silent.Length);
            int to = (int)Math.Clamp(Math.Ceiling((spike + 3) * recording.FrameRate), from, silent.Length);
            silent.AsSpan(from..to).Clear();
        }

        return silent;
    }

    /// <summary>The median of what is not NaN.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] ranked = [.. values.Where(double.IsFinite).Order()];
        return ranked.Length == 0 ? double.NaN : (ranked[(ranked.Length - 1) / 2] + ranked[ranked.Length / 2]) / 2;
    }

    // Nothing found where there was something agrees with nothing.
    private static double OrZero(double correlation) => double.IsNaN(correlation) ? 0 : correlation;

    private static double Mean(List<double> values) => values.Count == 0 ? double.NaN : values.Average();
}
