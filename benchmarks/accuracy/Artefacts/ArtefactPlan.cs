using DeepWonder3D.Accuracy.Reporting;
using DeepWonder3D.Models;

namespace DeepWonder3D.Accuracy.Artefacts;

/// <summary>How a recording fared.</summary>
/// <param name="Preset">The kind of recording.</param>
/// <param name="Case">What was wrong with it.</param>
/// <param name="Score">What was found.</param>
/// <param name="TraceCorrelation">Median correlation of traces with the true ones, where both have values.</param>
/// <param name="MissingFrames">Frames that count as no data.</param>
/// <param name="Warnings">What was said.</param>
internal sealed record ArtefactResult(
    SimulationPreset Preset,
    string Case,
    DetectionScore Score,
    double TraceCorrelation,
    int MissingFrames,
    IReadOnlyList<string> Warnings);

/// <summary>Recordings with which something went wrong, through the whole pipeline as it comes.</summary>
internal static class ArtefactPlan
{
    private const int Frames = 400;
    private const int Side = 160;

    // Nothing was chosen on these.
    private static readonly ulong[] s_seeds = [2711, 2712];

    private static readonly SimulationPreset[] s_presets = [SimulationPreset.Easy, SimulationPreset.Hard];

    /// <summary>Scores all of them; the report is written after each recording.</summary>
    public static void Run(string models, string report, bool isQuick, string only, ResultBook book, CancellationToken token)
    {
        Environment.SetEnvironmentVariable(ModelCatalog.Variable, models);
        List<ArtefactResult> results = [];
        foreach (ulong seed in isQuick ? s_seeds[..1] : s_seeds)
        {
            foreach (SimulationPreset preset in s_presets)
            {
                using SimulatedRecording still = RecordingSimulator.Run(Scene(preset, seed, null), SilentObserver.Instance, token);
                (double level, double noise) = LevelOf(still.Views[0]);
                foreach (ArtefactCase spoiled in ArtefactCase.All.Where(c => c.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
                {
                    SimulatedRecording recording = spoiled.Motion is null
                        ? still
                        : RecordingSimulator.Run(Scene(preset, seed, spoiled), SilentObserver.Instance, token);
                    Volume movie = spoiled.Spoil(recording.Views[0], level, noise);
                    results.Add(Score(movie, recording, preset, spoiled.Name, token));
                    ArtefactReport.Write(report, results, book);
                    if (movie != recording.Views[0])
                    {
                        movie.Dispose();
                    }

                    if (recording != still)
                    {
                        recording.Dispose();
                    }
                }
            }
        }
    }

    private static SimulationOptions Scene(SimulationPreset preset, ulong seed, ArtefactCase? moved)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed);
        double pixel = options.PixelSizeUm;
        return options.InField(Side, Side, pixel, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with
        {
            FrameCount = Frames,
            ViewIds = [],
            KeepClean = false,
            KeepBackgroundFree = false,
            Motion = moved?.MotionFor(pixel) ?? MotionOptions.None,
        };
    }

    private static ArtefactResult Score(
        Volume movie, SimulatedRecording recording, SimulationPreset preset, string name, CancellationToken token)
    {
        Listening observer = new();
        NeuronSet found = new Pipeline(new PipelineOptions()).Run(movie, observer, token);
        NeuronComparison comparison = new NeuronComparer(new ComparisonOptions()).Compare(found, recording.TruthByView[0]);
        int missing = found.Neurons.Count > 0 ? found.Neurons[0].Trace.MissingCount : 0;
        ArtefactResult result =
            new(preset, name, DetectionScore.Of(comparison), comparison.TraceCorrelation, missing, observer.Warnings);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.Now:HH:mm:ss} {preset} {name}: {result.Score.F1:0.000} ({result.Score.Matched} of {result.Score.Truth}, "
                + $"{result.Score.Found} found), traces {result.TraceCorrelation:0.000}, {missing} missing; "
                + $"{string.Join(" | ", observer.Warnings)}"));
        return result;
    }

    /// <summary>A recording's level over what the camera gives without light, and how much a pixel changes from frame to frame.</summary>
    private static (double Level, double Noise) LevelOf(Volume movie)
    {
        float[] one = new float[movie.Height * movie.Width];
        float[] next = new float[one.Length];
        movie.ReadPlane<float>(10, 0, one);
        movie.ReadPlane<float>(11, 0, next);
        double noise = Math.Sqrt(one.Zip(next, (a, b) => (a - (double)b) * (a - b)).Average() / 2);
        return (one.Average(), noise);
    }

    private sealed class Listening : IStageObserver
    {
        public List<string> Warnings { get; } = [];

        public void Progress(StageProgress progress)
        {
            // Nobody looks.
        }

        public void Warn(string message) => Warnings.Add(message);

        public void Verbose(string message)
        {
            // Nobody reads.
        }
    }
}
