using DeepWonder3D.Accuracy.Reporting;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Stages.Rescaling;

namespace DeepWonder3D.Accuracy.PixelSizes;

/// <summary>How one recording fared in pixels of one size.</summary>
/// <param name="Preset">The kind of recording.</param>
/// <param name="Way">How it came by these pixels.</param>
/// <param name="PixelUm">The size.</param>
/// <param name="Stated">Detection with all that is known stated.</param>
/// <param name="Unstated">Detection without any metadata.</param>
/// <param name="DiameterPx">The estimated diameter of cells; null where none was.</param>
/// <param name="Confidence">How sure the estimate said it is.</param>
/// <param name="TrueDiameterPx">Twice the radius of the simulated somata.</param>
internal sealed record PixelResult(
    SimulationPreset Preset,
    string Way,
    double PixelUm,
    DetectionScore Stated,
    DetectionScore Unstated,
    double? DiameterPx,
    double? Confidence,
    double TrueDiameterPx);

/// <summary>Recordings in pixels of several sizes through the whole chain, with their pixel size stated and without.</summary>
internal static class PixelPlan
{
    private const string Native = "native";

    // True neurons count from here on, so that the same count at every scale.
    private const double EdgeUm = 20;
    private const int Frames = 220;

    private static readonly ulong[] s_seeds = [911, 912];

    private static readonly (SimulationPreset Preset, double FieldUm)[] s_scenes =
    [
        (SimulationPreset.TwoPhoton, 230),
        (SimulationPreset.Typical, 260),
        (SimulationPreset.Hard, 220),
        (SimulationPreset.Easy, 260),
        (SimulationPreset.Random, 260),
        (SimulationPreset.LightField, 320),
    ];

    private static readonly double[] s_pixels = [0.5, 0.8, 1.15, 2, 3, 4];

    // Recording anew takes as long as the networks: done for a fine and a coarse size.
    private static readonly double[] s_recorded = [0.8, 4];

    /// <summary>Scores all of them; the report is written after each recording.</summary>
    public static void Run(string models, string report, bool isQuick, string only, ResultBook book, CancellationToken token)
    {
        Environment.SetEnvironmentVariable(ModelCatalog.Variable, models);
        List<PixelResult> results = [];
        foreach (ulong seed in isQuick ? s_seeds[..1] : s_seeds)
        {
            foreach ((SimulationPreset preset, double field) in s_scenes)
            {
                if (preset.ToString().Contains(only, StringComparison.OrdinalIgnoreCase))
                {
                    Score(SceneOf(preset, field, seed), preset, isQuick ? [1.15, 4] : s_pixels, results, token);
                    PixelReport.Write(report, results, book);
                }
            }
        }
    }

    private static SimulationOptions SceneOf(SimulationPreset preset, double fieldUm, ulong seed)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed);
        int side = (int)Math.Round(fieldUm / options.PixelSizeUm);
        NeuronOptions neurons = options.Neurons;
        return options.InField(side, side, options.PixelSizeUm, neurons.MinDepthUm, neurons.MaxDepthUm) with
        {
            FrameCount = Frames,
            ViewIds = [],
            KeepClean = false,
            KeepBackgroundFree = false,
        };
    }

    private static void Score(
        SimulationOptions scene, SimulationPreset preset, double[] sizes, List<PixelResult> results, CancellationToken token)
    {
        using SimulatedRecording native = RecordingSimulator.Run(scene, SilentObserver.Instance, token);
        PixelResult own = Score(native.Views[0], native, scene, preset, Native, token);
        results.Add(own);
        foreach (double pixel in sizes)
        {
            ResizeOptions resize = new() { PixelSizeUm = pixel, Method = ResizeMethod.Linear };
            using Volume resampled = Resizing.Run(native.Views[0], resize, SilentObserver.Instance, token);
            results.Add(Score(resampled, native, scene, preset, "resampled", token));
            if (!s_recorded.Contains(pixel))
            {
                continue;
            }

            using SimulatedRecording recorded = RecordingSimulator.Run(Scene.InPixels(scene, pixel), SilentObserver.Instance, token);
            results.Add(Score(recorded.Views[0], recorded, scene, preset, "recorded", token));
        }
    }

    private static PixelResult Score(
        Volume movie, SimulatedRecording recording, SimulationOptions scene, SimulationPreset preset, string way, CancellationToken token)
    {
        double pixel = movie.PixelSizeUm!.Value;
        using Volume denoised = Denoising.Run(movie, null, SilentObserver.Instance, token);
        NeuronSet? stated = way == Native ? Find(denoised, token) : null;
        Volume unnamed = new(movie.Info with { PixelSizeUm = null, FrameRate = null }, movie.Store);
        Volume nameless = new(
            denoised.Info with { PixelSizeUm = null, FrameRate = null, Recording = new RecordingLink(unnamed, 1) }, denoised.Store);
        CellSize? cells = CellSizeEstimation.Run(nameless, token);
        DetectionScore without = ScoreOf(Find(nameless, token), pixel, recording);
        PixelResult result = new(
            preset,
            way,
            pixel,
            stated is null ? without : ScoreOf(stated, pixel, recording),
            without,
            cells?.DiameterPx,
            cells?.Confidence,
            2 * scene.Neurons.RadiusUm / pixel);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.Now:HH:mm:ss} {preset} {scene.Seed} {way} {pixel}: {result.Stated.F1:0.000} {without.F1:0.000} "
                + $"({without.Matched} of {without.Truth}, {without.Found} found), "
                + $"cells {cells?.DiameterPx:0.0} px ({cells?.Confidence:0.00}), true {result.TrueDiameterPx:0.0}"));
        return result;
    }

    private static NeuronSet Find(Volume denoised, CancellationToken token)
    {
        using Volume free = BackgroundRemoval.Run(denoised, null, SilentObserver.Instance, token);
        return NeuronFinding.Run(free, null, null, SilentObserver.Instance, token);
    }

    private static DetectionScore ScoreOf(NeuronSet found, double pixel, SimulatedRecording recording)
    {
        NeuronSet truth = recording.TruthByView[0];
        NeuronSet placed = new()
        {
            Name = found.Name,
            Height = found.Height,
            Width = found.Width,
            FrameCount = found.FrameCount,
            FrameRate = truth.FrameRate,
            PixelSizeUm = pixel,
            Neurons = found.Neurons,
            History = found.History,
        };
        ComparisonOptions comparison = new() { EdgePx = EdgeUm / truth.PixelSizeUm!.Value };
        return DetectionScore.Of(new NeuronComparer(comparison).Compare(placed, truth));
    }
}
