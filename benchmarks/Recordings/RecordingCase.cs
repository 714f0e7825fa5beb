using System.Diagnostics;
using System.Text.Json;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Simulation;

namespace DeepWonder3D.Benchmarks.Recordings;

/// <summary>
/// A simulated recording of seven views in files, and the whole pipeline on it with all defaults, as a user's one-liner runs it.
/// </summary>
internal static class RecordingCase
{
    private const string Truth = "truth.json";
    private const string Calibration = "calibration.json";

    /// <summary>Simulates a recording of 7 × 224 × 256 × 256 voxels into a folder: <c>folder preset seed</c>.</summary>
    public static string Simulate(string folder, string preset, string seed)
    {
        SimulationOptions options = SimulationPresets.Of(
            Enum.Parse<SimulationPreset>(preset), ulong.Parse(seed, CultureInfo.InvariantCulture));
        options = options.InField(256, 256, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with
        {
            FrameCount = 224,
            KeepClean = false,
            KeepBackgroundFree = false,
        };
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        foreach (Volume view in recording.Views)
        {
            VolumeWriter.Write(
                view,
                Path.Combine(folder, $"{view.Name}.tif"),
                VolumeWriteOptions.Default with { Overwrite = true },
                SilentObserver.Instance,
                default);
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
            found.Add(
                NeuronFinding.Run(backgroundFree, new NeuronFindingOptions { Network = network }, null, SilentObserver.Instance, default));

            times.Add(movie.VoxelCount, denoised.History[^1], backgroundFree.History[^1], found[^1].History[^1]);
        }

        NeuronPopulation population = ViewMerging.Run(found, calibration, new ViewMergingOptions(), SilentObserver.Instance, default);
        double seconds = all.Elapsed.TotalSeconds;
        using Process self = Process.GetCurrentProcess();
        long peak = self.PeakWorkingSet64;
        NeuronPopulation truth = (NeuronPopulation)NeuronFile.Read(
            Path.Combine(folder, Truth), NeuronFileFormat.Json, NeuronImportOptions.None);
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

/// <summary>What the pipeline took and reached on one recording.</summary>
internal sealed record RecordingFigures
{
    /// <summary>From the files to neurons in space, the loading of everything included.</summary>
    public required double Seconds { get; init; }

    public required long PeakBytes { get; init; }

    public required StageTimes Times { get; init; }

    public required double F1 { get; init; }

    public required double Precision { get; init; }

    public required double Recall { get; init; }

    public required double LateralUm { get; init; }

    public required double DepthUm { get; init; }

    public required double DepthRmseUm { get; init; }

    public required double TraceCorrelation { get; init; }

    public required int True { get; init; }

    public required int Found { get; init; }
}

/// <summary>Time of each stage over the views of a recording.</summary>
internal sealed record StageTimes
{
    public double Voxels { get; set; }

    public double Denoise { get; set; }

    public double Background { get; set; }

    public double Neurons { get; set; }

    /// <summary>Time of all three that was the networks' own.</summary>
    public double InNetwork { get; set; }

    public void Add(long voxels, HistoryStep denoise, HistoryStep background, HistoryStep neurons)
    {
        Voxels += voxels;
        Denoise += denoise.Duration.TotalSeconds;
        Background += background.Duration.TotalSeconds;
        Neurons += neurons.Duration.TotalSeconds;
        InNetwork += (denoise.TimeInNetwork + background.TimeInNetwork + neurons.TimeInNetwork).TotalSeconds;
    }
}
