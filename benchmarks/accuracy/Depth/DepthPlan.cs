namespace DeepWonder3D.Accuracy.Depth;

/// <summary>The recordings on which places in space are scored, short ones first.</summary>
internal sealed record DepthPlan
{
    /// <summary>Seeds that neither training nor the choice of any number has seen.</summary>
    public static readonly ulong[] Seeds = [301, 302, 303, 304];

    public required IReadOnlyList<ViewsTrial> Views { get; init; }

    public required IReadOnlyList<VolumeTrial> Volumes { get; init; }

    public required IReadOnlyList<LightFieldTrial> LightFields { get; init; }

    public IEnumerable<Trial> All => [.. Views.Take(ShortCount), .. Volumes, .. LightFields, .. Views.Skip(ShortCount)];

    /// <summary>How many trials of views are made before the other paths.</summary>
    private int ShortCount => Views.TakeWhile(v => v.Group.Contains(", 7 views", StringComparison.Ordinal)).Count();

    public static DepthPlan Full() => new()
    {
        Views =
        [
            .. Seeds.Select(seed => Of("Typical", SimulationPreset.Typical, seed, 7)),
            .. Seeds.Select(seed => Of("Hard", SimulationPreset.Hard, seed, 7)),
            .. Seeds.Take(2).Select(seed => new ViewsTrial(
                "Typical without motion", Options(SimulationPreset.Typical, seed, 7) with { Motion = MotionOptions.None })),
            .. Seeds.Take(2).Select(seed => Repaired("Typical", SimulationPreset.Typical, seed)),
            .. Seeds.Take(2).Select(seed => Repaired("Hard", SimulationPreset.Hard, seed)),
            .. Seeds.Take(2).Select(seed => Of("Typical", SimulationPreset.Typical, seed, 25)),
            Of("Hard", SimulationPreset.Hard, Seeds[0], 25),
            Of("Typical", SimulationPreset.Typical, Seeds[0], 81),
        ],
        Volumes = [.. Seeds.Take(2).Select(seed => new VolumeTrial(seed))],
        LightFields = [.. Seeds.Take(2).Select(seed => new LightFieldTrial(seed))],
    };

    /// <summary>One small recording: shows that everything runs, and nothing else.</summary>
    public static DepthPlan Quick()
    {
        SimulationOptions options = Options(SimulationPreset.Easy, Seeds[0], 7) with { FrameCount = 96 };
        SimulationOptions small = options.InField(96, 96, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm);
        return new DepthPlan { Views = [new ViewsTrial("Small", small)], Volumes = [], LightFields = [] };
    }

    private static ViewsTrial Of(string name, SimulationPreset preset, ulong seed, int views) => new(name, Options(preset, seed, views));

    private static ViewsTrial Repaired(string name, SimulationPreset preset, ulong seed) =>
        new($"{name} with motion repaired", Options(preset, seed, 7), isRepaired: true);

    private static SimulationOptions Options(SimulationPreset preset, ulong seed, int views) =>
        SimulationPresets.Of(preset, seed) with { ViewIds = LensletAperture.Choose(views) };
}
