using DeepWonder3D.Views.Choosing;

namespace DeepWonder3D.Figures.Report;

/// <summary>From neurons and volumes to what the report shows.</summary>
internal sealed class ReportBuilder
{
    private const int MostFrames = 4;

    /// <summary>Pixels of single frames in the whole report; noise does not compress, so each of them costs about a byte.</summary>
    private const long FramePixelBudget = 6L << 20;

    private readonly ReportInput _input;
    private readonly IStageObserver _observer;
    private readonly CancellationToken _token;
    private readonly ReportBlobs _blobs = new();
    private readonly Dictionary<Volume, ReportStage> _stages = [];
    private readonly Dictionary<KeptStage, ReportStage> _kept = new(ReferenceEqualityComparer.Instance);
    private readonly int _framesEach;
    private readonly double _bytesPerSample;

    private ReportBuilder(ReportInput input, IStageObserver observer, CancellationToken token)
    {
        (_input, _observer, _token) = (input, observer, token);
        long pixels = Math.Max(1, input.Volumes.Sum(v => (long)v.Height * v.Width));
        _framesEach = (int)Math.Clamp(FramePixelBudget / pixels, 1, MostFrames);
        double samples = input.Sets.Sum(s => (double)s.Count * s.FrameCount) + input.Populations.Sum(p => (double)p.Count * p.FrameCount);
        _bytesPerSample = TracePacking.BudgetBytes / Math.Max(1, samples);
    }

    /// <summary>Builds the content. Volumes are read once each, frame by frame.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>: a volume shows another field than the neurons.</exception>
    public static ReportContent Build(ReportInput input, IStageObserver observer, CancellationToken token)
    {
        foreach (Volume volume in input.Strangers())
        {
            observer.Warn($"The volume '{volume.Name}' belongs to none of the neurons by its view id or name, and is left out.");
        }

        Drawing.DrawingLibrary.Load();
        ReportBuilder builder = new(input, observer, token);
        ReportSource[] sources = [.. input.Populations.Select(builder.Source), .. input.Sets.Select(builder.Source)];
        return new ReportContent(input.Name, sources, builder._blobs);
    }

    private ReportSource Source(NeuronSet set)
    {
        IReadOnlyList<Trace> traces = [.. set.Neurons.Select(n => n.Trace)];
        double step = OutlinePacking.StepFor(set.Height, set.Width);
        return new ReportSource
        {
            Name = set.Name,
            Facts = FigureFacts.Of(set),
            IsInSpace = false,
            ViewId = set.ViewId,
            FrameCount = set.FrameCount,
            FrameRate = set.FrameRate,
            PixelSizeUm = set.PixelSizeUm,
            Height = set.Height,
            Width = set.Width,
            Ids = [.. set.Neurons.Select(n => n.Id)],
            Fingerprint = NeuronFingerprint.Of(set),
            Columns = ReportColumns.Of(set.Neurons),
            Traces = Pack(traces, set.FrameCount),
            Outlines = _blobs.Add(OutlinePacking.Pack(set.Neurons, step)),
            OutlineStepPx = step,
            Stages = WithOneCondition([.. Stages(_input.VolumesOf(set), traces, set.FrameCount), .. _input.KeptOf(set).Select(Kept)]),
            History = set.History,
        };
    }

    private ReportSource Source(NeuronPopulation population)
    {
        IReadOnlyList<Trace> traces = [.. population.Neurons.Select(n => n.Trace)];
        IReadOnlyList<Volume> volumes = _input.VolumesOf(population);
        Volume? volume = volumes.Count > 0 ? volumes[^1] : null;
        NeuronSet? centre = _input.Sets.FirstOrDefault(s => s.ViewId is not null && s.ViewId == population.Calibration?.CentreView);
        return new ReportSource
        {
            Name = population.Name,
            Facts = FigureFacts.Of(population),
            IsInSpace = true,
            FrameCount = population.FrameCount,
            FrameRate = population.FrameRate,
            PixelSizeUm = population.PixelSizeUm,
            Height = centre?.Height ?? volume?.Height ?? 0,
            Width = centre?.Width ?? volume?.Width ?? 0,
            Ids = [.. population.Neurons.Select(n => n.Id)],
            Fingerprint = NeuronFingerprint.Of(population),
            Columns = ReportColumns.Of(population.Neurons),
            Traces = Pack(traces, population.FrameCount),
            Stages = WithOneCondition([.. Stages(volumes, traces, population.FrameCount), .. _input.KeptOf(population).Select(Kept)]),
            History = population.History,
        };
    }

    /// <summary>
    /// What a recording went through, once: of the stage whose motion was taken out, which later ones repeat, or else of the last one.
    /// </summary>
    private static ReportStage[] WithOneCondition(ReportStage[] stages)
    {
        int shown = Array.FindIndex(stages, s => s.Condition?.Motion is not null);
        shown = shown >= 0 ? shown : Array.FindLastIndex(stages, s => s.Condition is not null);
        return [.. stages.Select((s, i) => i == shown ? s : s with { Condition = null })];
    }

    private ReportStage Kept(KeptStage stage) =>
        _kept.TryGetValue(stage, out ReportStage? added) ? added : _kept[stage] = stage.AddTo(_blobs);

    private PackedTraces Pack(IReadOnlyList<Trace> traces, long frameCount) =>
        TracePacking.Pack(traces, frameCount, (long)(_bytesPerSample * traces.Count * frameCount), _blobs);

    private List<ReportStage> Stages(IReadOnlyList<Volume> volumes, IReadOnlyList<Trace> traces, long frameCount)
    {
        if (volumes.Count == 0)
        {
            return [];
        }

        IReadOnlyList<double> shares = ActiveFrames.Choose(traces, frameCount, _framesEach);
        List<ReportStage> stages = [];
        foreach (Volume volume in volumes)
        {
            // A centre view's movie belongs to its view and to the population: it is read once.
            if (!_stages.TryGetValue(volume, out ReportStage? stage))
            {
                _stages[volume] = stage = StageImages.Of(volume, shares, _blobs, _observer, _token);
            }

            stages.Add(stage);
        }

        return stages;
    }
}
