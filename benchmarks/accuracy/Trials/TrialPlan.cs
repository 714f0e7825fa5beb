namespace DeepWonder3D.Accuracy.Trials;

/// <summary>All trials, in the order in which they are run.</summary>
internal sealed record TrialPlan
{
    /// <summary>Seeds that no training has seen.</summary>
    public static readonly ulong[] Seeds = [201, 202];

    /// <summary>Rows and columns of the recordings of several views.</summary>
    public const int Side = 128;

    private static readonly SimulationPreset[] s_presets = [SimulationPreset.Easy, SimulationPreset.Typical, SimulationPreset.Hard];

    public required IReadOnlyList<SimulatedTrial> Simulated { get; init; }

    public required IReadOnlyList<RealMovieTrial> RealMovie { get; init; }

    public required IReadOnlyList<RobustnessTrial> Robustness { get; init; }

    public required IReadOnlyList<Trial> Speed { get; init; }

    public IEnumerable<Trial> All => [.. Simulated, .. RealMovie, .. Robustness, .. Speed];

    public static TrialPlan Full() => new()
    {
        Simulated = [.. from preset in s_presets from seed in Seeds select new SimulatedTrial(preset, Views(preset, seed))],
        RealMovie = File.Exists(RealMovieTrial.Movie) ? RealMovieTrial.All : [],
        Robustness =
            [.. from condition in RobustnessConditions.All from seed in Seeds select new RobustnessTrial(condition, OneView(seed))],
        Speed = [new SpeedTrial(Views(SimulationPreset.Typical, Seeds[0])), new ResizeSpeedTrial(Seeds[0])],
    };

    /// <summary>One small recording of a kind: shows that everything runs, and nothing else.</summary>
    public static TrialPlan Quick() => new()
    {
        Simulated = [new SimulatedTrial(
            SimulationPreset.Easy, Small(Views(SimulationPreset.Easy, Seeds[0])) with { ViewIds = LensletAperture.Choose(5) })],
        RealMovie = [],
        Robustness = [.. RobustnessConditions.All.Select(c => new RobustnessTrial(c, Small(OneView(Seeds[0]))))],
        Speed = [new SpeedTrial(Small(Views(SimulationPreset.Typical, Seeds[0])))],
    };

    private static SimulationOptions Small(SimulationOptions options)
    {
        SimulationOptions small = InField(options with { FrameCount = 96 }, 80);
        return small with { Neurons = small.Neurons with { Count = 12 } };
    }

    private static SimulationOptions Views(SimulationPreset preset, ulong seed) => InField(SimulationPresets.Of(preset, seed), Side);

    private static SimulationOptions OneView(ulong seed) =>
        SimulationPresets.Of(SimulationPreset.Typical, seed) with { ViewIds = [LensletAperture.CentreView] };

    private static SimulationOptions InField(SimulationOptions options, int side) =>
        options.InField(side, side, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm);
}
