namespace DeepWonder3D.MotionBenchmark;

/// <summary>A recording whose tissue moves in a known way. Lengths in pixels.</summary>
internal sealed record MotionCase(string Name)
{
    public SimulationPreset Preset { get; init; } = SimulationPreset.Typical;

    public double FrameRate { get; init; } = 10;

    /// <summary>Light over that of the preset.</summary>
    public double Light { get; init; } = 1;

    /// <summary>How often cells fire over the preset.</summary>
    public double Activity { get; init; } = 1;

    public double JitterPx { get; init; }

    public double DriftPx { get; init; }

    public double JumpPx { get; init; }

    public double BendPx { get; init; }

    /// <summary>What is reported: jitter, jumps, drift, bending, little light, few events, 4 and 30 Hz.</summary>
    public static IReadOnlyList<MotionCase> All { get; } =
    [
        new("still"),
        new("jitter 0.5") { JitterPx = 0.5 },
        new("jitter 1") { JitterPx = 1 },
        new("jitter 3") { JitterPx = 3 },
        new("jitter 6") { JitterPx = 6 },
        new("jumps of 4, jitter 0.9") { JumpPx = 4, JitterPx = 0.9 },
        new("drift of 12") { DriftPx = 12 },
        new("bending 1") { BendPx = 1, JitterPx = 0.5 },
        new("bending 3") { BendPx = 3, JitterPx = 0.5 },
        new("a quarter of the light, jitter 1") { Light = 0.25, JitterPx = 1 },
        new("a quarter of the light, still") { Light = 0.25 },
        new("a tenth of the light, jitter 1") { Light = 0.1, JitterPx = 1 },
        new("a fifth of the events, jitter 1") { Activity = 0.2, JitterPx = 1 },
        new("4 Hz, jitter 1") { FrameRate = 4, JitterPx = 1 },
        new("30 Hz, jitter 1") { FrameRate = 30, JitterPx = 1 },
        new("Hard, jitter 1") { Preset = SimulationPreset.Hard, JitterPx = 1 },
        new("two-photon, jitter 1") { Preset = SimulationPreset.TwoPhoton, FrameRate = 7, JitterPx = 1 },
        new("two-photon, bending 1") { Preset = SimulationPreset.TwoPhoton, FrameRate = 7, BendPx = 1, JitterPx = 0.5 },
        new("two-photon, still") { Preset = SimulationPreset.TwoPhoton, FrameRate = 7 },
    ];

    /// <summary>The recording's numbers.</summary>
    public SimulationOptions Options(ulong seed, int size, int frames)
    {
        SimulationOptions o = SimulationPresets.Of(Preset, seed);
        double px = o.PixelSizeUm;
        o = o with { ViewIds = [], KeepClean = false, KeepBackgroundFree = false, FrameCount = frames, FrameRate = FrameRate };
        o = o.InField(size, size, px, o.Neurons.MinDepthUm, o.Neurons.MaxDepthUm);
        return o with
        {
            Neurons = o.Neurons with { PhotonRate = o.Neurons.PhotonRate * Light },
            Activity =
                o.Activity with { BurstOnsetHz = o.Activity.BurstOnsetHz * Activity, QuietRateHz = o.Activity.QuietRateHz * Activity },
            Tissue = o.Tissue with { NeuropilRate = o.Tissue.NeuropilRate * Light, HazeRate = o.Tissue.HazeRate * Light },
            Motion = MotionOptions.None with
            {
                JitterUm = JitterPx * px,
                JitterTimeS = 1e-3,
                DriftUm = DriftPx * px,
                JumpUm = JumpPx * px,
                JumpRateHz = JumpPx > 0 ? 6 * FrameRate / frames : 0,
                BendUm = BendPx * px,
            },
        };
    }
}
