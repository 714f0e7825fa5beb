namespace DeepWonder3D.Accuracy.Trials;

/// <summary>One view of a simulated recording under a condition that the models were not made for.</summary>
/// <param name="condition">What is different.</param>
/// <param name="scene">The recording of one view without the difference.</param>
internal sealed class RobustnessTrial(RobustnessCondition condition, SimulationOptions scene) : Trial
{
    private readonly SimulationOptions _options = condition.Record(scene) with { KeepClean = false, KeepBackgroundFree = false };
    private readonly string _scene = $"{scene.Name}-{scene.Seed}";

    public RobustnessCondition Condition { get; } = condition;

    public ulong Seed { get; } = scene.Seed;

    public override string Name => $"robustness-{_scene}-{Condition.Name}";

    public override double ModelPixelSizeUm => Condition.ModelPixelSizeUm;

    public override bool SuperResolves => _options.PixelSizeUm > ModelPixelSizeUm;

    protected override string Recipe => $"{Scene.Recipe(_options)}\n{Condition.Name}\nmodels for {ModelPixelSizeUm}";

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(_options, SilentObserver.Instance, token);
        using Volume? changed = Condition.Change?.Invoke(recording.Views[0]);
        List<NeuronComparison> pieces = [];
        StageSeconds seconds = StageSeconds.None;
        foreach (ViewPiece piece in Condition.Pieces(_options))
        {
            using Volume movie = piece.CutFrom(changed ?? recording.Views[0]);
            (NeuronComparison comparison, StageSeconds took) = Run(movie, piece.CutFrom(recording.TruthByView[0]), models, token);
            pieces.Add(comparison);
            seconds += took;
        }

        return new TrialResult
        {
            Views = DetectionScore.PooledOf([.. pieces.Select(DetectionScore.Of)]),
            ViewTraceCorrelation = Average.OfNumbers(pieces.Select(p => p.TraceCorrelation)),
            Seconds = seconds,
        };
    }

    private (NeuronComparison Comparison, StageSeconds Took) Run(Volume movie, NeuronSet truth, ChainModels models, CancellationToken token)
    {
        if (movie.PixelSizeUm == ModelPixelSizeUm)
        {
            using ChainRun direct = ChainRun.Of(movie, models, token);
            return (Compare(direct.Neurons, truth), direct.Seconds);
        }

        using Volume resized = ChainRun.Resize(movie, ModelPixelSizeUm, models, token);
        using ChainRun run = ChainRun.Of(resized, models, token);
        StageSeconds took = run.Seconds with { Resize = resized.History[^1].Duration.TotalSeconds, ResizeVoxels = movie.VoxelCount };
        return (Compare(run.Neurons, truth), took);
    }

    /// <summary>With the defaults, but the edge is that of the movie in which neurons were sought.</summary>
    private static NeuronComparison Compare(NeuronSet found, NeuronSet truth)
    {
        ComparisonOptions defaults = new();
        double edge = defaults.EdgePx * found.PixelSizeUm!.Value / truth.PixelSizeUm!.Value;
        return new NeuronComparer(defaults with { EdgePx = edge }).Compare(found, truth);
    }
}
