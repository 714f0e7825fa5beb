using System.Diagnostics;
using System.Globalization;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Benchmarks;

/// <summary>What a stage costs as movies become longer and wider: the cost of a voxel and the memory should stay what they are.</summary>
internal static class ScalingBenchmark
{
    /// <summary>Frames and side: longer at one size, then wider at one length.</summary>
    public static IReadOnlyList<(long Frames, int Side)> Sizes { get; } =
        [(200, 128), (1_000, 128), (5_000, 128), (20_000, 128), (200, 256), (200, 512), (200, 1024)];

    public static IReadOnlyList<string> Stages { get; } = ["denoise", "background", "neurons"];

    /// <summary>Runs one stage once with a model that ships.</summary>
    public static ScalingFigures Run(string stage, long frames, int side)
    {
        NetworkOptions network = new()
        {
            Device = DeviceRequest.Parse("Cpu"),
            Model = Path.Combine(Suite.Repository(), "module", "models", StageBenchmark.ShippedModel(stage) + ".onnx"),
        };

        // The first run of a process loads and optimises the network.
        using (Volume small = GeneratedMovie.Create(40, 64))
        {
            Run(stage, small, network);
        }

        using Volume movie = GeneratedMovie.Create(frames, side);
        Stopwatch watch = Stopwatch.StartNew();
        Run(stage, movie, network);
        watch.Stop();
        using Process self = Process.GetCurrentProcess();
        return new ScalingFigures(stage, frames, side, watch.Elapsed, self.PeakWorkingSet64);
    }

    private static void Run(string stage, Volume movie, NetworkOptions network)
    {
        switch (stage)
        {
            case "denoise":
                Denoising.Run(movie, network, SilentObserver.Instance, default).Dispose();
                break;
            case "background":
                BackgroundRemoval.Run(movie, network, SilentObserver.Instance, default).Dispose();
                break;
            case "neurons":
                (Volume scores, DetectionFacts detection) = Segmentation.Run(movie, network, SilentObserver.Instance, default);
                using (scores)
                {
                    NeuronExtraction.Run(scores, movie, NeuronExtractionOptions.For(detection), SilentObserver.Instance, default);
                }

                break;
            default:
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There is no stage '{stage}'."));
        }
    }
}
