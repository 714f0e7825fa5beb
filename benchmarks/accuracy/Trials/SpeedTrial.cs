namespace DeepWonder3D.Accuracy.Trials;

/// <summary>
/// The time of the stages on one view. Each stage's better time of two counts: what else the machine does only ever adds to it.
/// </summary>
internal sealed class SpeedTrial(SimulationOptions scene) : Trial
{
    private readonly SimulationOptions _options =
        scene with { ViewIds = [LensletAperture.CentreView], KeepClean = false, KeepBackgroundFree = false };

    public override string Name => "speed-stages";

    public override bool IsTiming => true;

    protected override string Recipe => Scene.Recipe(_options);

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(_options, SilentObserver.Instance, token);
        StageSeconds first = Run(recording.Views[0], models, token);
        StageSeconds second = Run(recording.Views[0], models, token);
        return new TrialResult
        {
            Seconds = new StageSeconds(
                first.Voxels,
                Math.Min(first.Denoise, second.Denoise),
                Math.Min(first.Background, second.Background),
                Math.Min(first.Neurons, second.Neurons)),
        };
    }

    private static StageSeconds Run(Volume movie, ChainModels models, CancellationToken token)
    {
        using ChainRun run = ChainRun.Of(movie, models, token);
        return run.Seconds;
    }
}
