using System.Diagnostics;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.MotionBenchmark;

/// <summary>A case's recording, still and moving, through the whole pipeline.</summary>
internal static class MotionTrial
{
    public static string Run(MotionCase scene, ulong seed, int size, int frames, bool finds)
    {
        SimulationOptions options = scene.Options(seed, size, frames);
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        MotionPath path = new(options);
        Volume movie = recording.Views[0];
        (PathError rigid, double rigidRate, _, _) = Correct(movie, new MotionCorrectionOptions { BlockPx = 0 }, path, options);
        (PathError bent, double bentRate, TissueMotion motion, Volume corrected) = Correct(movie, new(), path, options);
        PathError before = PathError.Of(null, path, options, new HashSet<long>());
        string row = string.Create(CultureInfo.InvariantCulture, $"| {scene.Name} | {before.RmsPx:0.00} | {rigid.RmsPx:0.000} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{bent.RmsPx:0.000} ({bent.WorstFramePx:0.00}) | {Faults(corrected)} | ")
            + string.Create(CultureInfo.InvariantCulture, $"{motion.MeanCorrelationBefore:0.000} → {motion.MeanCorrelationAfter:0.000} | ");
        if (!finds)
        {
            return row + string.Create(CultureInfo.InvariantCulture, $"{rigidRate:0.0} | {bentRate:0.0} |");
        }

        SimulationOptions stillOptions = options with { Motion = MotionOptions.None };
        using SimulatedRecording still = RecordingSimulator.Run(stillOptions, SilentObserver.Instance);
        NeuronComparison a = Find(still.Views[0], still.TruthByView[0]);
        NeuronComparison b = Find(movie, recording.TruthByView[0]);
        NeuronComparison c = Find(corrected, recording.TruthByView[0]);
        return row + string.Create(
            CultureInfo.InvariantCulture,
            $"{a.F1:0.000} / {b.F1:0.000} / {c.F1:0.000} | {a.TraceCorrelation:0.000} / {b.TraceCorrelation:0.000} "
                + $"/ {c.TraceCorrelation:0.000} |");
    }

    private static (PathError Error, double Rate, TissueMotion Motion, Volume Corrected) Correct(
        Volume movie, MotionCorrectionOptions how, MotionPath path, SimulationOptions options)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Volume corrected = MotionCorrection.Run(movie, how);
        FrameScan.Run(corrected, 0, corrected.FrameCount, 4, (_, _) => { }, CancellationToken.None);
        double rate = movie.VoxelCount / watch.Elapsed.TotalSeconds / 1e6;
        HashSet<long> missing = [.. corrected.Missing?.Frames.Select(f => f.Frame) ?? []];
        return (PathError.Of(corrected.Motion, path, options, missing), rate, corrected.Motion!, corrected);
    }

    /// <summary>Frames that count as no data, by what is wrong with them.</summary>
    private static string Faults(Volume movie) => movie.Missing is not { Frames.Count: > 0 and var count } ? "0" : $"{count} ("
        + string.Join(", ", movie.Missing.Frames.GroupBy(f => f.Fault).Select(g => $"{g.Key} {g.Count()}")) + ")";

    private static NeuronComparison Find(Volume movie, NeuronSet truth)
    {
        NeuronSet found = new Pipeline(new PipelineOptions { Motion = null }).Run(movie);
        return new NeuronComparer(new ComparisonOptions()).Compare(found, truth);
    }
}
