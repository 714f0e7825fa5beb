namespace DeepWonder3D.Simulation;

/// <summary>
/// Makes raw light-field frames of a scene: the noise-free images through the parts of the pupil, formed under the lenslets and recorded by
/// one camera.
/// </summary>
internal static class LightFieldSimulator
{
    // Photons of a pixel of the white image: its noise is 1 %.
    private const float WhitePhotons = 10_000;

    /// <summary>Makes a recording. The same options and sensor make the same samples.</summary>
    /// <param name="options">The scene; its pixels are lenslets, and its views are those of the sensor.</param>
    /// <param name="sensor">The camera and its lenslets.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="DeepWonderException">An option cannot be used, or the optics cannot be.</exception>
    public static LightFieldRecording Run(
        SimulationOptions options, LightFieldSensor sensor, IStageObserver observer, CancellationToken token = default)
    {
        ViewCalibration calibration = sensor.Calibration(options.PixelSizeUm, sensor.PupilRadius);
        SimulationOptions scene = options with
        {
            ViewIds = calibration.Views,
            PlaneDepthsUm = [],
            Calibration = calibration,
            KeepClean = true,
            KeepBackgroundFree = false,
            Camera = options.Camera with { NoiseFree = true },
        };
        using SimulatedRecording parts = RecordingSimulator.Run(scene, observer, token);
        LensletImage image = new(sensor, [.. parts.Clean.Select(v => v.ViewId!.Value)], options.Height, options.Width);
        SimulationOptions raw =
            options with { Height = image.Height, Width = image.Width, PixelSizeUm = options.PixelSizeUm / sensor.PitchPx };
        Camera camera = new(raw, new Perspective { FocusUm = options.Optics.FocusUm });
        HistoryStep step = parts.Views[0].History[0];
        Volume recorded = Record(raw, camera, parts.Clean, image, step, token);
        return new LightFieldRecording(recorded, White(raw, camera, parts.Clean.Count, image, options, step), parts.Truth, calibration);
    }

    private static Volume Record(
        SimulationOptions raw, Camera camera, IReadOnlyList<Volume> parts, LensletImage image, HistoryStep step, CancellationToken token)
    {
        using VolumeBuilder builder = new(InfoOf(raw, raw.Name + "_raw", raw.FrameCount), SampleType.UInt16);
        (float offset, float gain) = ((float)raw.Camera.Offset, (float)raw.Camera.Gain);
        ParallelLoop.For(raw.FrameCount, frame =>
        {
            float[][] photons = new float[parts.Count][];
            for (int view = 0; view < parts.Count; view++)
            {
                photons[view] = new float[parts[view].Height * parts[view].Width];
                parts[view].ReadPlane<float>(frame, 0, photons[view]);
                TensorPrimitives.Subtract(photons[view], offset, photons[view]);
                TensorPrimitives.Divide(photons[view], gain, photons[view]);
            }

            float[] counts = Expose(camera, image, photons, frame);
            builder.WritePlane<float>(frame, 0, counts);
        }, token);
        return builder.Build(step);
    }

    private static Volume White(
        SimulationOptions raw, Camera camera, int parts, LensletImage image, SimulationOptions options, HistoryStep step)
    {
        float[] even = new float[options.Height * options.Width];
        Array.Fill(even, WhitePhotons);
        using VolumeBuilder builder = new(InfoOf(raw, raw.Name + "_white", 1), SampleType.UInt16);
        builder.WritePlane<float>(0, 0, Expose(camera, image, [.. Enumerable.Repeat(even, parts)], raw.FrameCount));
        return builder.Build(step);
    }

    private static float[] Expose(Camera camera, LensletImage image, IReadOnlyList<float[]> photons, int frame)
    {
        float[] sensor = new float[image.Height * image.Width];
        image.Form(photons, sensor);
        float[] counts = new float[sensor.Length];
        camera.Expose(sensor, 0, frame, counts);
        return counts;
    }

    private static VolumeInfo InfoOf(SimulationOptions raw, string name, int frames) => new()
    {
        Name = name,
        FrameCount = frames,
        Height = raw.Height,
        Width = raw.Width,
        FrameRate = raw.FrameRate,
        PixelSizeUm = raw.PixelSizeUm,
    };
}

/// <summary>A simulated light-field recording: raw frames, an image of an evenly lit field, and what was really there.</summary>
/// <param name="Raw">Raw frames, 16-bit counts.</param>
/// <param name="White">One frame of an evenly lit field.</param>
/// <param name="Truth">The neurons in space, rows and columns in lenslets.</param>
/// <param name="Calibration">How the parts of the pupil see depth.</param>
internal sealed record LightFieldRecording(Volume Raw, Volume White, NeuronPopulation Truth, ViewCalibration Calibration) : IDisposable
{
    public void Dispose()
    {
        Raw.Dispose();
        White.Dispose();
    }
}
