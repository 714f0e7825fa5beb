namespace DeepWonder3D.Simulation;

/// <summary>Options drawn from wide ranges, so that a network trained on such scenes has seen what laboratories record.</summary>
internal static class RandomScene
{
    /// <summary>Draws everything but the size of the scene, which stays small; callers set what they want otherwise.</summary>
    /// <param name="seed">The scene's seed, which draws the options too.</param>
    /// <param name="pixelSizeUm">The pixel size; drawn from 1 to 4 µm unless given.</param>
    public static SimulationOptions Draw(ulong seed, double? pixelSizeUm = null)
    {
        RandomStream random = new(seed, RandomUse.Scene);
        double pixel = random.LogUniform(1, 4);
        double frameRate = random.LogUniform(4, 30);
        double radius = random.Uniform(4.5, 8);
        double blur = random.LogUniform(0.8, 5);
        SimulationOptions scene = new()
        {
            Name = $"random_{seed}",
            Seed = seed,
            Height = 128,
            Width = 128,
            FrameCount = 96,
            FrameRate = frameRate,
            PixelSizeUm = pixelSizeUm ?? pixel,
            ViewIds = LensletAperture.Choose(1),
            Indicator = IndicatorKinetics.All[(int)(random.Uniform() * IndicatorKinetics.All.Count)],
            Optics = new OpticsOptions
            {
                BlurSigmaUm = blur,
                DefocusBlur = random.Uniform(0.02, 0.15),
                ScatterBlur = random.Uniform(0.01, 0.05),
                ScatteringLengthUm = random.Uniform(60, 150),
                IlluminationFalloff = random.Uniform(0, 0.5),
                IlluminationTilt = random.Uniform(0, 0.5),
            },
            Motion = random.Chance(0.3) ? MotionOptions.None : Motion(random),
            Activity = Activity(random, 96 / frameRate),
        };
        return Light(scene with { Neurons = Neurons(random, scene, radius) }, random);
    }

    private static NeuronOptions Neurons(RandomStream random, SimulationOptions scene, double radius)
    {
        double halfRange = random.Uniform(10, 50);
        double distance = random.Uniform(1.7, 2.5) * radius;
        double areaMm2 = scene.FieldHeightUm * scene.FieldWidthUm * 1e-6;

        // 100 to 1200 a mm² of field: the reference's easy and hard recordings have 230 and 420.
        return new NeuronOptions
        {
            Count = Math.Max(1, (int)Math.Round(random.LogUniform(100, 1200) * areaMm2)),
            MinDepthUm = -halfRange,
            MaxDepthUm = halfRange,
            RadiusUm = radius,
            MinDistanceUm = distance,
            NucleusRadius = random.Chance(0.3) ? 0 : random.Uniform(0.4, 0.75),
            FilledFraction = random.Uniform(0, 0.3),
            Elongation = random.Uniform(0.05, 0.3),
            Irregularity = random.Uniform(0, 0.1),
            BrightnessSpread = random.Uniform(0.2, 0.8),
        };
    }

    /// <summary>Two to eight bursts of a median neuron, however short the scene.</summary>
    private static ActivityOptions Activity(RandomStream random, double durationS) => new()
    {
        ActiveFraction = random.Uniform(0.5, 1),
        QuietRateHz = random.LogUniform(0.01, 0.3),
        BurstRateHz = random.Uniform(5, 20),
        BurstOnsetHz = random.LogUniform(2, 8) / durationS,
        BurstDurationS = random.Uniform(0.2, 1.5),
        RateSpread = random.Uniform(0.3, 0.9),
        SharedDrive = random.Uniform(0, 1.2),
        AssemblyCount = 1 + (int)(8 * random.Uniform()),
    };

    private static MotionOptions Motion(RandomStream random) => new()
    {
        JitterUm = random.Uniform(0, 0.6),
        DriftUm = random.Uniform(0, 2),
        BoutRateHz = random.Uniform(0, 0.1),
        BoutUm = random.Uniform(0, 3),
    };

    /// <summary>Brightness and noise, drawn by the frame and pixel, as it is those that a network sees.</summary>
    private static SimulationOptions Light(SimulationOptions scene, RandomStream random)
    {
        // Background of 3 to 3000 photons a pixel and frame. The brightness follows from what a network must tell apart: the peak of a
        // median neuron's burst, three action potentials' worth, is 4 to 60 times the noise of its best weighted sum of pixels.
        double pixelArea = scene.PixelSizeUm * scene.PixelSizeUm;
        double backgroundPhotons = random.LogUniform(3, 3000);
        double background = backgroundPhotons * scene.FrameRate / pixelArea;
        double haze = random.Uniform(0, 0.6);
        double blurred = (scene.Optics.BlurSigmaUm * scene.Optics.BlurSigmaUm) + (scene.Neurons.RadiusUm * scene.Neurons.RadiusUm / 5);
        double noise = Math.Sqrt(4 * Math.PI * blurred / pixelArea * backgroundPhotons);
        double photonRate = random.LogUniform(4, 60) * noise * scene.FrameRate / (3 * scene.Indicator.PeakDeltaFOverF);
        double gain = random.LogUniform(0.2, 4);
        return scene with
        {
            Neurons = scene.Neurons with { PhotonRate = photonRate },
            Tissue = new TissueOptions
            {
                GapUm = random.Uniform(10, 50),
                OutOfRangeDensityPerMm3 = random.LogUniform(500, 10_000),
                NeuropilRate = background * (1 - haze),
                HazeRate = background * haze,
                NeuropilLengthUm = random.Uniform(30, 100),
                NeuropilModulation = random.Uniform(0.01, 0.15),
                NeuropilCoherence = random.Uniform(0.2, 0.8),
                NeuropilContrast = random.Uniform(0.05, 0.4),
                GrainContrast = random.Chance(0.5) ? 0 : random.Uniform(0, 0.15),
                GrainLengthUm = random.Uniform(1, 4),
                ProcessDensityPerMm2 = random.Chance(0.5) ? 0 : random.LogUniform(100, 3000),
                ProcessRatePerUm = photonRate * random.LogUniform(0.003, 0.03),
                VesselCount = (int)random.Poisson(1.5),
                VesselRadiusUm = random.Uniform(4, 14),
                VesselAbsorption = random.Uniform(0.1, 0.6),
                BleachFraction = random.Uniform(0, 0.3),
            },
            Camera = new CameraOptions
            {
                Gain = gain,
                Offset = random.Uniform(0, 500),
                ReadNoise = random.LogUniform(0.5, 6),
                GainSpread = random.Chance(0.2) ? random.Uniform(0.2, 1) : 0,
                HotPixelFraction = random.Chance(0.5) ? 0 : random.LogUniform(1e-5, 1e-3),
            },
        };
    }
}
