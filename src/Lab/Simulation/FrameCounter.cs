using System.Diagnostics;

namespace DeepWonder3D.Simulation;

/// <summary>Counts frames from many threads and reports them a few times a second.</summary>
internal sealed class FrameCounter(SimulationOptions options, int stackCount, IStageObserver observer)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly long _total = (long)stackCount * options.FrameCount;
    private long _done;
    private long _reportedTicks;

    public void Count()
    {
        long done = Interlocked.Increment(ref _done);
        long last = Interlocked.Read(ref _reportedTicks);
        TimeSpan elapsed = _watch.Elapsed;
        if (elapsed.Ticks - last < s_interval.Ticks || Interlocked.CompareExchange(ref _reportedTicks, elapsed.Ticks, last) != last)
        {
            return;
        }

        double rate = done * (double)options.Height * options.Width / elapsed.TotalSeconds;
        observer.Progress(
            new StageProgress($"Simulating {options.Name}", done, _total, "frame", rate, elapsed * ((double)(_total - done) / done)));
    }
}
