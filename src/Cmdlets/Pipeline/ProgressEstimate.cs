using System.Diagnostics;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Tells of work that only counts how fast it is and how long it will take.</summary>
/// <param name="activity">The work.</param>
/// <param name="done">What was done when it was first heard of.</param>
internal sealed class ProgressEstimate(string activity, long done)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public string Activity => activity;

    /// <summary>The same progress with what is known of its pace; what it says itself stands.</summary>
    public StageProgress Complete(StageProgress progress)
    {
        double units = progress.Done - done;
        double seconds = _watch.Elapsed.TotalSeconds;
        return units <= 0 || seconds <= 0 ? progress : progress with
        {
            UnitsPerSecond = units / seconds,
            TimeLeft = progress.TimeLeft
                ?? (progress.Total > 0 ? TimeSpan.FromSeconds(seconds * (progress.Total - progress.Done) / units) : null),
        };
    }
}
