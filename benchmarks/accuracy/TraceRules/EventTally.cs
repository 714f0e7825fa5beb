namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>Events of a trace beside those of its truth.</summary>
/// <param name="Found">Events found.</param>
/// <param name="True">True events.</param>
/// <param name="Missed">True events with none found near them.</param>
/// <param name="Errors">Found less true onset, frames, of those that have one near.</param>
internal sealed record EventTally(int Found, int True, int Missed, double[] Errors)
{
    /// <summary>Farther than this, frames, is another event.</summary>
    private const int Near = 5;

    /// <summary>Compares onsets.</summary>
    /// <param name="found">What each frame's events add to the trace.</param>
    /// <param name="truth">The same of the truth.</param>
    /// <param name="least">The least amplitude that counts, in the trace's units.</param>
    /// <param name="slope">The trace's units a unit of the truth.</param>
    public static EventTally Of(Trace found, Trace truth, double least, double slope)
    {
        int[] ours = Onsets(found, least);
        int[] real = Onsets(truth, least / slope);

        // What is just below the threshold in the truth is no false event.
        int[] small = Onsets(truth, 0);
        double[] errors = [.. ours
            .Select(o => real.Concat(small).Where(r => Math.Abs(o - r) <= Near).OrderBy(r => Math.Abs(o - r)).Take(1).ToArray() is [int r]
                ? o - r
                : double.NaN)
            .Where(e => !double.IsNaN(e))];
        return new EventTally(ours.Length, real.Length, real.Count(r => !ours.Any(o => Math.Abs(o - r) <= Near)), errors);
    }

    /// <summary>First frames of the runs of frames in which events are larger than this.</summary>
    public static int[] Onsets(Trace events, double least) =>
        [.. Enumerable.Range(0, events.Length).Where(t => events[t] > least && (t == 0 || !(events[t - 1] > least)))];
}
