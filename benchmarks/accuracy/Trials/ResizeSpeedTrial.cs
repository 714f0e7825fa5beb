namespace DeepWonder3D.Accuracy.Trials;

/// <summary>The time of super-resolution from 4 to 2 µm, on a few frames: it is a hundred times slower than the other stages.</summary>
internal sealed class ResizeSpeedTrial(ulong seed) : Trial
{
    private readonly SimulationOptions _options = Scene.InPixels(SimulationPresets.Of(SimulationPreset.Typical, seed), 4) with
    {
        FrameCount = 4,
        ViewIds = [LensletAperture.CentreView],
        KeepClean = false,
        KeepBackgroundFree = false,
    };

    public override string Name => "speed-resize";

    public override bool IsTiming => true;

    public override bool SuperResolves => true;

    protected override string Recipe => Scene.Recipe(_options);

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(_options, SilentObserver.Instance, token);
        double seconds = Math.Min(Run(recording.Views[0], models, token), Run(recording.Views[0], models, token));
        return new TrialResult { Seconds = StageSeconds.None with { Resize = seconds, ResizeVoxels = recording.Views[0].VoxelCount } };
    }

    private double Run(Volume movie, ChainModels models, CancellationToken token)
    {
        using Volume resized = ChainRun.Resize(movie, ModelPixelSizeUm, models, token);
        return resized.History[^1].Duration.TotalSeconds;
    }
}
