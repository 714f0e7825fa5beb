namespace DeepWonder3D.Accuracy.Trials;

/// <summary>A simulated recording of several views, from the samples to neurons in space.</summary>
internal sealed class SimulatedTrial(SimulationPreset preset, SimulationOptions options) : Trial
{
    public SimulationPreset Preset { get; } = preset;

    public override string Name => $"views-{options.Name}-{options.Seed}";

    protected override string Recipe => Scene.Recipe(options);

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance, token);
        NeuronComparer comparer = new(new ComparisonOptions { ViewSize = (options.Height, options.Width) });
        List<NeuronSet> found = [];
        List<NeuronComparison> views = [];
        List<SignalScore> signal = [];
        StageSeconds seconds = StageSeconds.None;
        for (int view = 0; view < recording.Views.Count; view++)
        {
            using ChainRun run = ChainRun.Of(recording.Views[view], models, token);
            found.Add(run.Neurons);
            views.Add(comparer.Compare(run.Neurons, recording.TruthByView[view]));
            signal.Add(SignalOf(recording, view, run));
            seconds += run.Seconds;
        }

        NeuronPopulation population = ViewMerging.Run(
            found, recording.Calibration!, new ViewMergingOptions(), ConsoleObserver.Instance, token);
        return new TrialResult
        {
            Views = DetectionScore.MeanOf([.. views.Select(DetectionScore.Of)]),
            ViewTraceCorrelation = Average.OfNumbers(views.Select(v => v.TraceCorrelation)),
            Space = SpatialScore.Of(comparer.Compare(population, recording.Truth)),
            Signal = SignalScore.MeanOf(signal),
            Seconds = seconds with { Merge = population.History[^1].Duration.TotalSeconds },
        };
    }

    private static SignalScore SignalOf(SimulatedRecording recording, int view, ChainRun run)
    {
        NeuronSurroundings near = NeuronSurroundings.Of(recording.TruthByView[view]);
        PixelSeries clean = PixelSeries.Read(recording.Clean[view], near.Pixels);
        PixelSeries neurons = PixelSeries.Read(recording.BackgroundFree[view], near.Pixels);
        PixelSeries denoised = PixelSeries.Read(run.Denoised, near.Pixels);
        PixelSeries backgroundFree = PixelSeries.Read(run.BackgroundFree, near.Pixels);
        return new SignalScore(
            FootprintSnr.Of(clean, PixelSeries.Read(recording.Views[view], near.Pixels), near.ActiveFootprints),
            FootprintSnr.Of(clean, denoised, near.ActiveFootprints),
            MovieAgreement.OfChanges(neurons, denoised),
            MovieAgreement.OfChanges(neurons, backgroundFree),
            MovieAgreement.OfLight(neurons, denoised),
            MovieAgreement.OfLight(neurons, backgroundFree));
    }
}
