using DeepWonder3D.Formats;
using DeepWonder3D.Simulation;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>
/// A simulated recording as a light-field camera stores it: under every lenslet lies an image of the pupil, a pixel for each view.
/// </summary>
internal static class LightFieldScene
{
    private const int Lenslets = 40;
    private const int Pitch = 15;
    private const int Frames = 24;
    private const float Dark = 100;

    /// <summary>Writes raw frames of simulated neurons, and of an evenly lit field.</summary>
    public static void Write(string rawPath, string whitePath)
    {
        SimulationOptions options = SimulationPresets.Of(SimulationPreset.Easy, seed: 6).InField(Lenslets, Lenslets, 2, -30, 30) with
        {
            FrameCount = Frames,
            ViewIds = [.. LensletAperture.Choose(81)],
            KeepClean = false,
            KeepBackgroundFree = false,
        };
        options = options with { Neurons = options.Neurons with { Count = 8 } };
        using SimulatedRecording recording = RecordingSimulator.Run(
            options, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Dictionary<int, Volume> views = recording.Views.ToDictionary(v => v.ViewId!.Value);
        float[] plane = new float[Lenslets * Lenslets];
        Save(rawPath, Frames, (frame, samples) =>
        {
            Array.Fill(samples, Dark);
            foreach ((int id, Volume view) in views)
            {
                view.ReadPlane(frame, 0, plane);
                Spread(plane, id, samples);
            }
        });
        Save(whitePath, 1, (_, samples) =>
        {
            for (int id = 1; id <= Pitch * Pitch; id++)
            {
                double rows = ((id - 1) / Pitch) - (Pitch / 2);
                double columns = ((id - 1) % Pitch) - (Pitch / 2);
                Array.Fill(plane, (float)(200 + (3000 * Math.Max(0, 1 - (((rows * rows) + (columns * columns)) / 56)))));
                Spread(plane, id, samples);
            }
        });
    }

    /// <summary>Puts a view's pixels at its place under each lenslet.</summary>
    private static void Spread(float[] view, int id, float[] raw)
    {
        for (int i = 0; i < view.Length; i++)
        {
            int row = (Pitch * (i / Lenslets)) + ((id - 1) / Pitch);
            int column = (Pitch * (i % Lenslets)) + ((id - 1) % Pitch);
            raw[(row * Lenslets * Pitch) + column] = view[i];
        }
    }

    private static void Save(string path, int frames, Action<int, float[]> fill)
    {
        const int Side = Lenslets * Pitch;
        VolumeInfo info = new()
        {
            Name = Path.GetFileNameWithoutExtension(path),
            FrameCount = frames,
            Height = Side,
            Width = Side,
            FrameRate = 10,
            PixelSizeUm = 2.0 / Pitch,
        };
        using VolumeBuilder builder = new(info, SampleType.UInt16);
        float[] samples = new float[Side * Side];
        for (int frame = 0; frame < frames; frame++)
        {
            fill(frame, samples);
            builder.WritePlane<float>(frame, 0, samples);
        }

        using Volume volume = builder.Build(new HistoryStep("Simulation", new Dictionary<string, string>()));
        VolumeWriter.Write(volume, path, new VolumeWriteOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
    }
}
