using System.Collections.Concurrent;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Files;

/// <summary>Hears what work on a recording says, passes it on, logs it, and keeps its warnings.</summary>
internal sealed class RunObserver(IStageObserver next, RunLog log, string? recording, RunObserver? parent = null) : IStageObserver
{
    private readonly ConcurrentQueue<string> _warnings = new();

    /// <summary>The warnings so far.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings];

    public void Progress(StageProgress progress) => next.Progress(progress);

    public void Warn(string message)
    {
        Keep(message);
        log.Write("warning", recording, message);
        next.Warn(recording is null ? message : $"{recording}: {message}");
    }

    public void Verbose(string message)
    {
        log.Write("info", recording, message);
        next.Verbose(recording is null ? message : $"{recording}: {message}");
    }

    public string NameOf(PipelineStage stage) => next.NameOf(stage);

    /// <summary>One that keeps its own warnings, for one step of many.</summary>
    public RunObserver Child() => new(next, log, recording, this);

    // Those of a step that fails, too: it leaves no record.
    private void Keep(string message)
    {
        _warnings.Enqueue(message);
        parent?.Keep(message);
    }
}
