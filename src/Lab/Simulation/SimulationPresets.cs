namespace DeepWonder3D.Simulation;

/// <summary>The numbers behind each preset; docs/simulation.md gives their sources.</summary>
internal static class SimulationPresets
{
    public static SimulationOptions Of(SimulationPreset preset, ulong seed) => preset switch
    {
        SimulationPreset.Easy => Easy() with { Seed = seed },
        SimulationPreset.Typical => Typical() with { Seed = seed },
        SimulationPreset.Hard => Hard() with { Seed = seed },
        SimulationPreset.TwoPhoton => TwoPhoton() with { Seed = seed },
        SimulationPreset.LightField => LightField() with { Seed = seed },
        SimulationPreset.Random => RandomScene.Draw(seed),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, null),
    };

    /// <summary>The reference recording: 7 views, 22.4 s at 10 Hz, 512 µm at 2 µm, 60 neurons. Options' defaults are its numbers.</summary>
    private static SimulationOptions Typical() => new() { Name = "typical", ViewIds = LensletAperture.Choose(7) };

    private static SimulationOptions Easy()
    {
        SimulationOptions typical = Typical();
        return typical with
        {
            Name = "easy",
            Neurons = typical.Neurons with { Count = 40, PhotonRate = 100_000, BrightnessSpread = 0.2, MinDistanceUm = 25 },
            Tissue = typical.Tissue with
            {
                OutOfRangeDensityPerMm3 = 1_000,
                NeuropilRate = 400,
                NeuropilModulation = 0.03,
                HazeRate = 200,
                VesselCount = 1,
                BleachFraction = 0.05,
            },
            Motion = MotionOptions.None,
            Camera = typical.Camera with { HotPixelFraction = 0 },
        };
    }

    private static SimulationOptions Hard()
    {
        SimulationOptions typical = Typical();
        return typical with
        {
            Name = "hard",
            Neurons = typical.Neurons with { Count = 110, PhotonRate = 40_000, BrightnessSpread = 0.4, MinDistanceUm = 16 },
            Activity = typical.Activity with { SharedDrive = 1 },
            Tissue = typical.Tissue with
            {
                OutOfRangeDensityPerMm3 = 3_000,
                NeuropilModulation = 0.08,
                HazeRate = 500,
                VesselCount = 3,
                BleachFraction = 0.25,
            },
            Motion = typical.Motion with { JitterUm = 0.4, DriftUm = 1, BoutUm = 2 },
        };
    }

    private static SimulationOptions LightField()
    {
        SimulationOptions typical = Typical();
        return typical with
        {
            Name = "lightfield",
            Height = 128,
            Width = 128,
            PixelSizeUm = 4,
            ViewIds = LensletAperture.Choose(21),
            Neurons = typical.Neurons with { Count = 120, MinDepthUm = -75, MaxDepthUm = 75 },
            Optics = typical.Optics with { DefocusBlur = 0.05, ScatteringLengthUm = 120 },
            Tissue = typical.Tissue with { SurfaceUm = -125, BottomUm = 200, VesselDepthUm = -110 },
        };
    }

    /// <summary>
    /// One movie like the public benchmark's: 7 Hz, about 1.15 µm a pixel, GCaMP6s, one to two photons a pixel and frame.
    /// </summary>
    private static SimulationOptions TwoPhoton() => new()
    {
        Name = "twophoton",
        FrameRate = 7,
        PixelSizeUm = 1.15,
        Indicator = IndicatorKinetics.GCaMP6s,
        Neurons = new NeuronOptions
        {
            Count = 80,
            MinDepthUm = -8,
            MaxDepthUm = 8,
            RadiusUm = 5.4,
            RadiusSdUm = 0.6,
            MinDistanceUm = 11,
            MarginUm = 20,
            NucleusRadius = 0.6,
            FilledFraction = 0.2,
            FilledBrightness = 2,
            PhotonRate = 700,
            BrightnessSpread = 0.6,
        },
        Activity =
            new ActivityOptions { ActiveFraction = 0.5, BurstOnsetHz = 0.04, QuietRateHz = 0.02, BurstRateHz = 25, BurstDurationS = 0.4 },
        Optics = new OpticsOptions
        {
            BlurSigmaUm = 0.95,
            DefocusBlur = 0,
            ScatterBlur = 0,
            AxialSigmaUm = 2.6,
            ScatteringLengthUm = 200,
            IlluminationFalloff = 0.3,
            IlluminationTilt = 1,
        },
        Tissue = new TissueOptions
        {
            SurfaceUm = -25,
            BottomUm = 25,
            GapUm = 0,
            OutOfRangeDensityPerMm3 = 70_000,
            UnlabelledDensityPerMm3 = 25_000,
            NeuropilRate = 6,
            NeuropilLengthUm = 25,
            NeuropilModulation = 0.07,
            NeuropilTimeS = 3,
            NeuropilCoherence = 0.4,
            NeuropilContrast = 0.25,
            GrainContrast = 0.08,
            GrainLengthUm = 1.5,
            HazeRate = 0.6,
            ProcessDensityPerMm2 = 12_000,
            ProcessLengthUm = 4,
            ActiveProcessFraction = 0.35,
            ProcessRatePerUm = 3.2,
            VesselCount = 1,
            VesselRadiusUm = 3.5,
            VesselAbsorption = 0.4,
            VesselDepthUm = 0,
            PenetratingVesselCount = 4,
            PenetratingRadiusUm = 7,
            PenetratingAbsorption = 0.85,
            BleachFraction = 0.05,
        },
        Motion = new MotionOptions { JitterUm = 0.2, DriftUm = 0.5, BoutUm = 1 },
        Camera = new CameraOptions { Gain = 105, Offset = 9, ReadNoise = 0.035, GainSpread = 0.6, BitDepth = 12, HotPixelFraction = 0 },
    };
}
