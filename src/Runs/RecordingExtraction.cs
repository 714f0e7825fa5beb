using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// One recording's way from its files to its results: its views, as many at once as may be, then what is made of all of them.
/// </summary>
internal sealed class RecordingExtraction(
    ExtractionOptions options, RecordingInput recording, RecordingFolder folder, WaitConditions waits, bool canDraw)
{
    private readonly StepJournal _journal = new(folder);

    /// <summary>The steps that are finished so far, and whether each was there already.</summary>
    public List<(StepRecord Record, bool WasThere)> Steps { get; } = [];

    /// <summary>Does what is missing.</summary>
    /// <exception cref="DeepWonderException">A view's failure, after the other views are done; or that of a result file.</exception>
    public void Run(RunObserver observer, CancellationToken token)
    {
        bool merges = options.Calibration is not null && options.Does(ExtractionStage.Merge) && recording.Views.Count > 1;
        bool reports = canDraw && options.Does(ExtractionStage.Report) && options.Does(ExtractionStage.FindNeuron);
        IReadOnlyList<ViewPlan> views = ViewPlan.Of(recording.Views, merges ? options.Calibration!.CentreView : null, reports);
        int atOnce = Math.Min(views.Count, ViewsAtOnce());
        ViewMotions? motions = merges && options.Pipeline.Motion is not null
            ? new ViewMotions(options, recording.Views, [.. views.SelectMany(view => _journal.Find(view.Step)?.Inputs ?? [])])
            : null;
        ViewExtraction extraction = new(options, folder, _journal, waits, atOnce, motions);
        IReadOnlyList<StepRecord> done = RunViews(views, extraction, atOnce, observer, token);
        _journal.Remove(step => step.StartsWith("view", StringComparison.Ordinal) && !views.Any(view => view.Step == step));
        if (options.Does(ExtractionStage.FindNeuron))
        {
            ExtractionOptions drawn = reports
                ? options
                : options with { Stages = options.Stages.Where(s => s != ExtractionStage.Report).ToHashSet() };
            Steps.AddRange(new ResultExports(drawn, folder, _journal, extraction, observer, token).Run(recording.Name, done));
        }
    }

    private StepRecord[] RunViews(
        IReadOnlyList<ViewPlan> views, ViewExtraction extraction, int atOnce, RunObserver observer, CancellationToken token)
    {
        (StepRecord Record, bool WasThere)?[] done = new (StepRecord, bool)?[views.Count];
        Exception?[] failures = new Exception?[views.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = atOnce, CancellationToken = token };
        Parallel.For(0, views.Count, parallel, i =>
        {
            try
            {
                done[i] = extraction.Run(views[i], observer, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The other views are worth having: a second start takes them over.
                failures[i] = e;
                observer.Verbose($"{views[i].Step}: {e.Message}");
            }
        });
        Steps.AddRange(done.Where(step => step is not null).Select(step => step!.Value));
        return failures.FirstOrDefault(f => f is not null) is { } failure
            ? throw failure
            : [.. done.Select(step => step!.Value.Record)];
    }

    /// <summary>
    /// How many views to work on at once. Tiles are planned for each view's own memory limit, so that this number changes no sample; it is
    /// only bounded by the memory that is free. A GPU, and a processor of few cores, are kept busy by one view.
    /// </summary>
    private int ViewsAtOnce()
    {
        int threads = options.MaxThreads ?? Environment.ProcessorCount;
        bool isCpu = options.Device.Kind == DeviceKind.Cpu
            || (options.Device.Kind is null && !ExecutionProviders.IsInstalled(DeviceKind.Cuda));
        int wanted = options.ViewsAtOnce ?? (isCpu ? Math.Clamp(threads / 8, 1, 4) : 1);
        long fits = SpaceCheck.FreeMemory() is { } free ? Math.Max(1, free / Math.Max(1, MemoryBudget.Limit)) : wanted;
        return (int)Math.Min(wanted, fits);
    }
}
