using System.Diagnostics;
using System.Text.Json;
using DeepWonder3D.Benchmarks.Running;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Simulation;
using DeepWonder3D.Stages;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Benchmarks.Recordings;

/// <summary>A simulated recording of seven views in files, and the whole pipeline on it with all defaults, as a user's one-liner runs it.</summary>
internal static class RecordingCase
{
    private const string Truth = "truth.json";
    private const string Calibration = "calibration.json";

    /// <summary>Simulates a recording of 7 × 224 × 256 × 256 voxels into a folder: <c>folder preset seed</c>.</summary>
    public static string Simulate(string folder, string preset, string seed)
    {
        SimulationOptions options = SimulationPresets.Of(Enum.Parse<SimulationPreset>(preset), ulong.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
        options = options.InField(256, 256, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with { FrameCount = 224, KeepClean = false, KeepBackgroundFree = false };
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        foreach (Volume view in recording.Views)
        {
            VolumeWriter.Write(view, Path.Combine(folder, $"{view.Name}.tif"), VolumeWriteOptions.Default with { Overwrite = true }, SilentObserver.Instance, default);
        }

        NeuronFile.Write(recording.Truth, Path.Combine(folder, Truth), NeuronFileFormat.Json, overwrite: true, default);
        CalibrationFile.Write(recording.Calibration!, Path.Combine(folder, Calibration), overwrite: true);
        return "{}";
    }

    /// <summary>Runs the pipeline from the files to neurons in space, and scores it afterwards.</summary>
    public static string Run(string folder)
    {
        Stopwatch all = Stopwatch.StartNew();
        ViewCalibration calibration = CalibrationFile.Read(Path.Combine(folder, Calibration), new CalibrationUnits());
        NetworkOptions network = new() { Device = DeviceRequest.Parse("Cpu") };
        List<NeuronSet> found = [];
        StageTimes times = new();
        foreach (string file in Directory.GetFiles(folder, "*.tif").Order(StringComparer.Ordinal))
        {
            using Volume movie = VolumeReader.Open(file, VolumeReadOptions.Default, default);
            using Volume denoised = Denoising.Run(movie, network, SilentObserver.Instance, default);
            using Volume backgroundFree = BackgroundRemoval.Run(denoised, network, SilentObserver.Instance, default);
            (Volume scores, DetectionFacts detection) = Segmentation.Run(backgroundFree, network, SilentObserver.Instance, default);
            using (scores)
            {
                found.Add(NeuronExtraction.Run(scores, backgroundFree, NeuronExtractionOptions.For(detection), SilentObserver.Instance, default));
            }

            times.Add(movie.VoxelCount, denoised.History[^1], backgroundFree.History[^1], found[^1].History[^1]);
        }

        NeuronPopulation population = ViewMerging.Run(found, calibration, new ViewMergingOptions(), SilentObserver.Instance, default);
        double seconds = all.Elapsed.TotalSeconds;
        using Process self = Process.GetCurrentProcess();
        long peak = self.PeakWorkingSet64;
        NeuronPopulation truth = (NeuronPopulation)NeuronFile.Read(Path.Combine(folder, Truth), NeuronFileFormat.Json, NeuronImportOptions.None);
        NeuronComparison comparison = new NeuronComparer(new ComparisonOptions { ViewSize = (256, 256) }).Compare(population, truth);
        return JsonSerializer.Serialize(new RecordingFigures
        {
            Seconds = seconds,
            PeakBytes = peak,
            Times = times,
            F1 = comparison.F1,
            Precision = comparison.Precision,
            Recall = comparison.Recall,
            LateralUm = comparison.LateralErrorUm,
            DepthUm = comparison.DepthErrorUm,
            DepthRmseUm = comparison.DepthRmseUm,
            TraceCorrelation = comparison.TraceCorrelation,
            True = comparison.TruthCount,
            Found = comparison.FoundCount,
        });
    }
}
