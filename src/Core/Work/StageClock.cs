using System.Diagnostics;
using System.Globalization;

namespace DeepWonder3D.Work;

/// <summary>Counts what a stage has done, tells the observer at a bearable pace, and writes the history step at the end.</summary>
internal sealed class StageClock(string activity, string unit, long total, IStageObserver observer)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _gate = new();
    private TimeSpan _told;
    private long _done;
    private long _voxels;

    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Counts units and voxels done; safe from many threads.</summary>
    public void Advance(long units, long voxels)
    {
        lock (_gate)
        {
            _done += units;
            _voxels += voxels;
            TimeSpan now = _watch.Elapsed;
            if (now - _told < s_interval && _done < total)
            {
                return;
            }

            _told = now;
            TimeSpan? left = _done > 0 ? now * ((total - _done) / (double)_done) : null;
            observer.Progress(new StageProgress(activity, _done, total, unit, _voxels / Math.Max(now.TotalSeconds, 1e-3), left));
        }
    }

    /// <summary>The history step of a finished stage that spent some of its time in a network.</summary>
    public HistoryStep Step(PipelineStage stage, TimeSpan inNetwork, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture, $"{activity}: {inNetwork.TotalSeconds:0.00} s of {Elapsed.TotalSeconds:0.00} s in the network."));
        return Step(stage, parameters) with { TimeInNetwork = inNetwork };
    }

    /// <summary>The history step of the finished stage; parameters that are null are left out.</summary>
    public HistoryStep Step(PipelineStage stage, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture, $"{activity}: {_voxels / 1e6:0.0} Mvoxel in {Elapsed.TotalSeconds:0.00} s."));
        return Begun(stage, parameters) with { Duration = Elapsed };
    }

    /// <summary>
    /// The history step of a stage that has not ended: it does not say how long it took. Parameters that are null are left out.
    /// </summary>
    public HistoryStep Begun(PipelineStage stage, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Dictionary<string, string> given = [];
        foreach ((string parameter, object? value) in parameters)
        {
            if (value is not null)
            {
                given[parameter] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        return new HistoryStep(observer.NameOf(stage), given);
    }
}
