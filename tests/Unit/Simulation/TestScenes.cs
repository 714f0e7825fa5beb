namespace DeepWonder3D.Tests.Simulation;

/// <summary>Small scenes, quick to make.</summary>
internal static class TestScenes
{
    /// <summary>A scene of everything at 48 × 40 pixels and 30 frames.</summary>
    public static SimulationOptions Small(ulong seed = 1, params int[] views)
    {
        SimulationOptions typical = SimulationPresets.Of(SimulationPreset.Typical, seed);
        return typical with
        {
            Height = 48,
            Width = 40,
            FrameCount = 30,
            ViewIds = views.Length == 0 ? [113, 117] : views,
            Neurons = typical.Neurons with { Count = 6 },
        };
    }

    /// <summary>Neurons in the dark: no tissue, no motion, no noise, even light.</summary>
    public static SimulationOptions Dark(int count, params int[] views) => new()
    {
        Seed = 5,
        Height = 96,
        Width = 96,
        FrameCount = 1,
        ViewIds = views,
        Neurons = new NeuronOptions { Count = count, BrightnessSpread = 0 },
        Optics = new OpticsOptions { IlluminationFalloff = 0, IlluminationTilt = 0 },
        Tissue = new TissueOptions
        {
            OutOfRangeDensityPerMm3 = 0,
            NeuropilRate = 0,
            HazeRate = 0,
            VesselCount = 0,
            BleachFraction = 0,
        },
        Motion = MotionOptions.None,
        Camera = new CameraOptions { NoiseFree = true },
    };

    public static SimulatedRecording Run(SimulationOptions options) =>
        RecordingSimulator.Run(options, SilentObserver.Instance, Xunit.TestContext.Current.CancellationToken);

    /// <summary>All samples of a volume, planes in the order of frames and depths.</summary>
    public static float[] Samples(Volume volume)
    {
        int plane = volume.Height * volume.Width;
        float[] samples = new float[volume.FrameCount * volume.PlaneCount * plane];
        for (int i = 0; i < volume.FrameCount * volume.PlaneCount; i++)
        {
            volume.ReadPlane<float>(i / volume.PlaneCount, i % volume.PlaneCount, samples.AsSpan(i * plane, plane));
        }

        return samples;
    }
}
