using DeepWonder3D.Simulation;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Tests.Defects;

/// <summary>Small recordings that are right, made once.</summary>
public sealed class DefectScenes : IDisposable
{
    private readonly List<SimulatedRecording> _recordings = [];
    private Volume? _denoised;
    private Volume? _backgroundFree;

    public DefectScenes()
    {
        Movies = [Add(SimulationPreset.Easy, 21), Add(SimulationPreset.Hard, 22), Add(SimulationPreset.TwoPhoton, 23)];
        Scanned = [Movies[0], Movies[2]];
    }

    /// <summary>One view each, 200 frames of 128 × 128.</summary>
    internal IReadOnlyList<Volume> Movies { get; }

    /// <summary>Those with enough detail to see rows by.</summary>
    internal IReadOnlyList<Volume> Scanned { get; }

    /// <summary>Recordings of every kind that are right, with other seeds.</summary>
    internal static IEnumerable<Volume> Clean()
    {
        foreach (SimulationPreset preset in Enum.GetValues<SimulationPreset>())
        {
            foreach (ulong seed in new ulong[] { 31 })
            {
                yield return Record(Small(preset, seed));
            }
        }

        // Little light, and much that happens at once.
        SimulationOptions typical = Small(SimulationPreset.Typical, 34);
        yield return Record(typical with { Camera = typical.Camera with { Gain = typical.Camera.Gain / 20 } });
        yield return Record(typical with { FrameRate = 4, Activity = typical.Activity with { SharedDrive = 3 } });
        yield return Record(Small(SimulationPreset.TwoPhoton, 35) with { FrameRate = 30 });
    }

    /// <summary>The first movie without noise.</summary>
    internal Volume Denoised => _denoised ??= Denoising.Run(Movies[0], With("denoise"));

    /// <summary>The first movie without noise and background.</summary>
    internal Volume BackgroundFree => _backgroundFree ??= BackgroundRemoval.Run(Denoised, With("background-2um"));

    public void Dispose()
    {
        _backgroundFree?.Dispose();
        _denoised?.Dispose();
        _recordings.ForEach(r => r.Dispose());
    }

    internal static NetworkOptions With(string model) =>
        new() { Model = Path.Combine(SharedMaterial.Root, "module", "models", model + ".onnx") };

    internal static SimulationOptions Small(SimulationPreset preset, ulong seed)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed);
        return (options with { FrameCount = 200, ViewIds = [], PlaneDepthsUm = [], KeepClean = false, KeepBackgroundFree = false })
            .InField(128, 128, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with
        {
            Camera = options.Camera with { HotPixelFraction = 0 },
        };
    }

    private static Volume Record(SimulationOptions options)
    {
        SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        return recording.Views[0];
    }

    private Volume Add(SimulationPreset preset, ulong seed)
    {
        SimulatedRecording recording = RecordingSimulator.Run(Small(preset, seed), SilentObserver.Instance);
        _recordings.Add(recording);
        return recording.Views[0];
    }
}
