using System.Diagnostics;
using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Files;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// A run on a results folder: it holds the folder's lock and the process's low priority from <see cref="Start"/> to <see cref="Dispose"/>,
/// and takes recordings in between, one after the other.
/// </summary>
internal sealed class ExtractionRun : IDisposable
{
    private readonly ExtractionOptions _options;
    private readonly ResultsLock _lock;
    private readonly ProcessPriority _priority;
    private readonly DiskReserve _reserve;
    private readonly WaitConditions _waits;
    private readonly bool _canDraw;
    private readonly HashSet<string> _said = [];

    private ExtractionRun(ExtractionOptions options, ResultsFolder folder, ResultsLock held, RunLog log, bool canDraw)
    {
        (_options, Folder, _lock, Log, _canDraw) = (options, folder, held, log, canDraw);
        _priority = new ProcessPriority(options.Schedule.Priority);
        _reserve = new DiskReserve(folder.Reserve);
        Status = new RunStatus(folder, options.Schedule.Clock);
        _waits = new WaitConditions(
            options.Schedule, waitsFor => Status.Say(waitsFor is null ? RunState.Running : RunState.Waiting, waitsFor ?? "Work goes on."));
    }

    public ResultsFolder Folder { get; }

    public RunLog Log { get; }

    /// <summary>How the run stands.</summary>
    public RunStatus Status { get; }

    /// <summary>What the run is told of recordings and stages, as text that differs where that does.</summary>
    public string Settings
    {
        get
        {
            SortedDictionary<string, string> named = new(StringComparer.Ordinal);
            named.AddOptions(_options.Reading);
            named.AddOptions(_options.Pipeline, nameof(Stages.NetworkOptions.Device));
            return string.Join("; ", named.Select(option => $"{option.Key} {option.Value}"));
        }
    }

    /// <summary>Takes the results folder, removes what runs that died left in it and among the scratch files, and begins.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ResultsInUse"/>, <see cref="ErrorId.DiskFull"/> or <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static ExtractionRun Start(ExtractionOptions options, IStageObserver observer, CancellationToken token)
    {
        options.Merging.Check();
        options.Reading.Check();
        ResultsFolder folder = new(options.OutputPath);
        folder.Create();
        RunLog log = new(folder, options.Schedule.Clock);
        RunObserver said = new(observer, log, null);
        ResultsLock held = ResultsLock.Take(folder, ResultsLock.DefaultBeat, said, token);
        try
        {
            ExtractionRun run = new(options, folder, held, log, CanDraw(options, said));
            run.Begin(said);
            foreach (string warning in said.Warnings)
            {
                run.Status.Warn(warning);
            }

            return run;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Says what was found and is not worked on, and keeps it for the summary.</summary>
    /// <param name="found">What lies in the folders.</param>
    /// <param name="observer">Whom to tell.</param>
    public void Heed(FoundRecordings found, IStageObserver observer)
    {
        RunObserver said = new(observer, Log, null);
        foreach (PassedFile file in found.PassedOver.Where(file => _said.Add(file.Path)))
        {
            said.Verbose($"'{file.Path}' is passed over: it {file.Reason}. Name the file itself to have it worked on.");
        }

        foreach (IGrouping<string, UnreadFile> kind in found.Unread.Where(file => _said.Add(file.Path)).GroupBy(file => file.What))
        {
            UnreadFile[] files = [.. kind];
            string others = files.Length > 1 ? $" {files.Length - 1} more files are the same." : "";
            said.Warn($"'{files[0].Path}' is {kind.Key}, which is not read.{others} {files[0].Advice}");
        }

        Status.Keep(found, []);
    }

    /// <summary>The folder of a recording's results, made where it is missing.</summary>
    public string FolderOf(RecordingInput recording) => RecordingFolder.Claim(Folder.Root, recording).Root;

    /// <summary>Does what is missing of one recording. Its failure is in the result; the run can go on.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Stops the work.</param>
    /// <param name="check">What must hold of the recording before any work on it; it throws where it does not.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; what was finished is kept.</exception>
    public ExtractionResult Extract(RecordingInput recording, IStageObserver observer, CancellationToken token, Action? check = null)
    {
        DateTimeOffset started = _options.Schedule.Clock.GetUtcNow();
        long from = Stopwatch.GetTimestamp();
        RunObserver own = new(observer, Log, recording.Name);
        Status.Say(RunState.Running, $"Working on {recording.Name}.");
        RecordingFolder? folder = null;
        RecordingExtraction? extraction = null;
        Exception? failure = null;
        try
        {
            using (MemoryBudget.Use(_options.MemoryLimit))
            using (ThreadBudget.Use(_options.MaxThreads))
            {
                folder = RecordingFolder.Claim(Folder.Root, recording);
                check?.Invoke();
                extraction = new RecordingExtraction(_options, recording, folder, _waits, _canDraw);
                extraction.Run(own, token);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = e;
            GiveUpReserveIfFull(e);
        }

        ExtractionResult result = ResultOf(recording, folder, extraction, own, failure) with { Duration = Stopwatch.GetElapsedTime(from) };
        Account(result, folder, extraction, (started, _options.Schedule.Clock.GetUtcNow()), own);
        Status.Count(result);
        return result;
    }

    /// <summary>Ends the run and writes its last summary.</summary>
    public RunSummary Finish(RunState? state = null, string? message = null)
    {
        RunSummary summary = Status.End(state, message);
        Log.Write(summary.ExitCode == ExitCodes.Done ? "info" : "warning", null, $"{summary.Message} Exit code {summary.ExitCode}.");
        return summary;
    }

    public void Dispose()
    {
        if (!Status.HasEnded)
        {
            Finish(RunState.Stopped, "The run was stopped.");
        }

        _reserve.GiveUp();
        _priority.Dispose();
        _lock.Dispose();
    }

    private static bool CanDraw(ExtractionOptions options, RunObserver observer)
    {
        if (!options.Does(ExtractionStage.Report))
        {
            return false;
        }

        try
        {
            DrawingLibrary.Load();
            return true;
        }
        catch (DeepWonderException e) when (e.Id == ErrorId.DrawingUnavailable)
        {
            observer.Warn($"There will be no reports: {e.Message}");
            return false;
        }
    }

    private static ExtractionResult ResultOf(
        RecordingInput recording, RecordingFolder? folder, RecordingExtraction? extraction, RunObserver observer, Exception? failure)
    {
        var steps = extraction?.Steps ?? [];
        int run = steps.Count(step => !step.WasThere);
        int? neurons = NeuronCount(steps.Where(step => step.Record.Step.EndsWith(".csv", StringComparison.Ordinal))) ?? NeuronCount(steps);
        string[] found = failure is null && neurons == 0 ? ["No neurons were found."] : [];
        DeepWonderException? known = failure as DeepWonderException;
        return new ExtractionResult
        {
            Name = recording.Name,
            State = failure is not null ? ExtractionState.Failed : run == 0 ? ExtractionState.Unchanged : ExtractionState.Done,
            NeuronCount = neurons,
            ViewCount = recording.Paths.Count,
            Path = folder?.Root ?? "",
            Source = recording.Paths,
            StepsRun = run,
            StepsReused = steps.Count - run,
            Warnings = [.. steps.SelectMany(step => step.Record.Warnings).Concat(observer.Warnings).Concat(found).Distinct()],
            ErrorId = failure is null ? null : (known?.Id ?? ErrorId.UnexpectedFailure).ToString(),
            Error = known?.RecommendedAction is { } action ? $"{known.Message} {action}" : failure?.Message,
            Failure = failure,
        };
    }

    private static int? NeuronCount(IEnumerable<(Journal.StepRecord Record, bool WasThere)> steps)
    {
        int[] counts = [.. steps.Select(step => step.Record.NeuronCount).OfType<int>()];
        return counts.Length > 0 ? counts.Sum() : null;
    }

    private void Begin(RunObserver observer)
    {
        int removed = Leftovers.Remove(Folder.Root);
        ScratchFolder.RemoveAbandoned();
        if (removed > 0)
        {
            observer.Verbose($"{removed} files that an earlier run had begun and not finished were removed.");
        }

        _reserve.Take();
        Status.Say(RunState.Running, "The run has begun.");
        Log.Write(
            "info",
            null,
            $"The run has begun in process {Environment.ProcessId} on {Environment.MachineName}; module "
                + $"{typeof(ExtractionRun).Assembly.GetName().Version!.ToString(3)}.");
    }

    private void Account(
        ExtractionResult result,
        RecordingFolder? folder,
        RecordingExtraction? extraction,
        (DateTimeOffset, DateTimeOffset) time,
        RunObserver observer)
    {
        Log.Write(result.State == ExtractionState.Failed ? "error" : "info", result.Name, Describe(result), result.ErrorId);
        if (folder is null)
        {
            return;
        }

        try
        {
            RunJson.Write(folder.RunFile, RunAccount.Of(result, extraction?.Steps ?? [], _options, time));
        }
        catch (DeepWonderException e)
        {
            observer.Warn($"run.json could not be written: {e.Message}");
        }
    }

    private static string Describe(ExtractionResult result) => result.State switch
    {
        ExtractionState.Failed => result.Error!,
        ExtractionState.Unchanged => "all results were there; recording, settings and models are the same.",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"{result.NeuronCount ?? 0} neurons; {result.StepsRun} steps done, {result.StepsReused} taken over, in "
            + $"{result.Duration.TotalSeconds:0.0} s."),
    };

    private void GiveUpReserveIfFull(Exception failure)
    {
        if (failure is DeepWonderException { Id: ErrorId.DiskFull })
        {
            _reserve.GiveUp();
        }
    }
}
