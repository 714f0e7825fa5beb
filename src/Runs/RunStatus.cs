using DeepWonder3D.Errors;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs;

/// <summary>Keeps <c>summary.json</c> up to date, from which other programs see how a run stands.</summary>
internal sealed class RunStatus(ResultsFolder folder, TimeProvider clock)
{
    /// <summary>A watch runs for months: it must not remember all that ever failed.</summary>
    private const int MostKept = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<RecordingFailure> _failures = new();
    private readonly Queue<string> _warnings = new();
    private readonly DateTimeOffset _started = clock.GetLocalNow();
    private (int Done, int Unchanged, int Failed, int Searched, int WithoutNeurons) _counts;
    private FoundRecordings _found = new([]);
    private IReadOnlyList<string> _notComplete = [];

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

    /// <summary>Keeps what was found last: what is not there any more counts no longer.</summary>
    /// <param name="found">What lies in the folders.</param>
    /// <param name="notComplete">The names of recordings that are left to the next time.</param>
    public void Keep(FoundRecordings found, IReadOnlyList<string> notComplete)
    {
        lock (_gate)
        {
            (_found, _notComplete) = (found, notComplete);
        }
    }

    /// <summary>Keeps a warning.</summary>
    public void Warn(string message)
    {
        lock (_gate)
        {
            Enqueue(_warnings, message);
        }
    }

    /// <summary>Counts a recording.</summary>
    public void Count(ExtractionResult result)
    {
        lock (_gate)
        {
            foreach (string warning in result.Warnings)
            {
                Enqueue(_warnings, $"{result.Name}: {warning}");
            }

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
                    return;
            }

            CountNeurons(result.NeuronCount);
        }
    }

    /// <summary>Counts a recording whose results an earlier run made, and that nobody looked at again.</summary>
    /// <param name="neurons">Neurons in them; null where they were not looked for, or nobody knows.</param>
    public void CountKnown(int? neurons)
    {
        lock (_gate)
        {
            _counts.Unchanged++;
            CountNeurons(neurons);
        }
    }

    /// <summary>Counts a recording whose results are missing, and that was not tried.</summary>
    public void CountFailed(RecordingFailure failure)
    {
        lock (_gate)
        {
            CountFailure(failure);
        }
    }

    /// <summary>Ends the run.</summary>
    /// <param name="state">How; null for done, as the counts have it.</param>
    /// <param name="message">Why; null for the counts.</param>
    public RunSummary End(RunState? state, string? message)
    {
        lock (_gate)
        {
            HasEnded = true;
            RunState ended = state ?? EndedAs();
            int code = ended switch
            {
                RunState.Done => ExitCodes.Done,
                RunState.DoneWithFailures => ExitCodes.SomeFailed,
                RunState.DoneWithUnread => ExitCodes.SomeUnread,
                RunState.NoNeurons => ExitCodes.NoNeurons,
                RunState.NothingDone => ExitCodes.NothingDone,
                RunState.Stopped => ExitCodes.Stopped,
                _ => ExitCodes.CouldNotRun,
            };
            return Write(ended, code, message ?? Words());
        }
    }

    private RunState EndedAs() => _counts.Failed > 0 ? RunState.DoneWithFailures
        : _found.Unread.Count > 0 ? RunState.DoneWithUnread
        : _counts.Done + _counts.Unchanged == 0 ? RunState.NothingDone
        : _counts.Searched > 0 && _counts.WithoutNeurons == _counts.Searched ? RunState.NoNeurons
        : RunState.Done;

    private string Words()
    {
        List<string> parts = [$"{_counts.Done} recordings done, {_counts.Unchanged} unchanged, {_counts.Failed} failed"];
        if (_counts.WithoutNeurons > 0)
        {
            parts.Add($"{_counts.WithoutNeurons} without any neuron");
        }

        if (_found.Unread.Count > 0)
        {
            parts.Add($"{_found.Unread.Count} of formats that are not read ({Few(_found.Unread.Select(f => Path.GetFileName(f.Path)))})");
        }

        if (_notComplete.Count > 0)
        {
            parts.Add($"{_notComplete.Count} not complete yet ({Few(_notComplete)})");
        }

        if (_found.PassedOver.Count > 0)
        {
            parts.Add($"{_found.PassedOver.Count} images passed over ({Few(_found.PassedOver.Select(f => Path.GetFileName(f.Path)))})");
        }

        string counts = string.Join(", ", parts) + ".";
        return _found.Recordings.Count + _counts.Done + _counts.Unchanged + _counts.Failed > 0 ? counts
            : $"No recording was found. {counts}{(_found.Others is null ? "" : $" There are {_found.Others}.")}";
    }

    private static string Few(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(4)];
        return string.Join(", ", first.Take(3)) + (first.Length > 3 ? ", …" : "");
    }

    private void CountNeurons(int? neurons)
    {
        _counts.Searched += neurons is null ? 0 : 1;
        _counts.WithoutNeurons += neurons == 0 ? 1 : 0;
    }

    private void CountFailure(RecordingFailure failure)
    {
        _counts.Failed++;
        Enqueue(_failures, failure);
    }

    private static void Enqueue<T>(Queue<T> queue, T item)
    {
        queue.Enqueue(item);
        if (queue.Count > MostKept)
        {
            queue.Dequeue();
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
            WithoutNeuronsCount = _counts.WithoutNeurons,
            UnreadCount = _found.Unread.Count,
            Unread = [.. _found.Unread.Take(MostKept)],
            PassedOverCount = _found.PassedOver.Count,
            PassedOver = [.. _found.PassedOver.Take(MostKept)],
            NotComplete = _notComplete,
            Warnings = [.. _warnings],
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
