using DeepWonder3D.Errors;
using DeepWonder3D.Runs.Files;

namespace DeepWonder3D.Runs;

/// <summary>Keeps <c>summary.json</c> up to date, from which other programs see how a run stands.</summary>
internal sealed class RunStatus(ResultsFolder folder, TimeProvider clock)
{
    /// <summary>A watch runs for months: it must not remember all that ever failed.</summary>
    private const int MostFailures = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordingFailure> _failures = new();
    private readonly DateTimeOffset _started = clock.GetLocalNow();
    private (int Done, int Unchanged, int Failed) _counts;

    /// <summary>Whether the last summary was written.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Says what the run is doing.</summary>
    public void Say(RunState state, string message)
    {
        lock (_gate)
        {
            Write(state, null, message);
        }
    }

    /// <summary>Counts a recording.</summary>
    public void Count(ExtractionResult result)
    {
        lock (_gate)
        {
            switch (result.State)
            {
                case ExtractionState.Done:
                    _counts.Done++;
                    break;
                case ExtractionState.Unchanged:
                    _counts.Unchanged++;
                    break;
                default:
                    CountFailure(new RecordingFailure(result.Name, result.ErrorId!, result.Error!));
                    break;
            }
        }
    }

    /// <summary>Ends the run.</summary>
    /// <param name="state">How; null for done, with or without failures.</param>
    /// <param name="message">Why; null for the counts.</param>
    public RunSummary End(RunState? state, string? message)
    {
        lock (_gate)
        {
            HasEnded = true;
            RunState ended = state ?? (_counts.Failed > 0 ? RunState.DoneWithFailures : RunState.Done);
            int code = ended switch
            {
                RunState.Done => ExitCodes.Done,
                RunState.DoneWithFailures => ExitCodes.SomeFailed,
                RunState.Stopped => ExitCodes.Stopped,
                _ => ExitCodes.CouldNotRun,
            };
            return Write(
                ended, code, message ?? $"{_counts.Done} recordings done, {_counts.Unchanged} unchanged, {_counts.Failed} failed.");
        }
    }

    private void CountFailure(RecordingFailure failure)
    {
        _counts.Failed++;
        _failures.Enqueue(failure);
        if (_failures.Count > MostFailures)
        {
            _failures.Dequeue();
        }
    }

    private RunSummary Write(RunState state, int? exitCode, string message)
    {
        RunSummary summary = new()
        {
            State = state,
            ExitCode = exitCode,
            Message = message,
            OutputPath = folder.Root,
            Started = _started,
            Written = clock.GetLocalNow(),
            DoneCount = _counts.Done,
            UnchangedCount = _counts.Unchanged,
            FailedCount = _counts.Failed,
            Failures = [.. _failures],
        };
        try
        {
            RunJson.Write(folder.Summary, summary);
        }
        catch (DeepWonderException)
        {
            // The disk is full or away: the work's own errors say so, and the next summary may go through.
        }

        return summary;
    }
}
