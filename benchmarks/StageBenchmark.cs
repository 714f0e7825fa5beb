using System.Diagnostics;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Benchmarks;

/// <summary>One stage on a movie of cells in noise, with a model that ships or with the published weights.</summary>
internal sealed class StageBenchmark
{
    public const int Frames = 224;
    public const int Side = 256;

    /// <summary>Super-resolution is a hundred times slower than the rest; a few small frames measure it.</summary>
    private const int SuperResolutionFrames = 4;
    private const int SuperResolutionSide = 128;

    private static readonly Dictionary<string, string> s_checkpoints = new()
    {
        ["denoise"] = "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth",
        ["background"] = "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth",
        ["neurons"] = "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth",
        ["super-resolution"] = "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth",
    };

    private const string Published = "published ";

    private static readonly Dictionary<string, string> s_models = new()
    {
        ["denoise"] = "denoise",
        ["background"] = "background-2um",
        ["neurons"] = "segment-2um",
        ["super-resolution"] = "upscale",
    };

    private readonly string _name;
    private readonly string _stage;
    private readonly NetworkOptions _network;

    private StageBenchmark(string name, string stage, NetworkOptions network)
    {
        _name = name;
        _stage = stage;
        _network = network;
    }

    /// <summary>The stages with the models that ship, then with the published weights, each pair beside each other.</summary>
    public static IEnumerable<string> Names => [.. s_checkpoints.Keys.SelectMany(stage => (string[])[stage, Published + stage]), "resampling"];

    /// <summary>The name of the model for a stage at 2 µm.</summary>
    public static string ShippedModel(string stage) => s_models[stage];

    public static StageBenchmark Create(string name, string weights)
    {
        NetworkOptions network = new() { Device = DeviceRequest.Parse("Cpu") };
        string stage = name.StartsWith(Published, StringComparison.Ordinal) ? name[Published.Length..] : name;
        if (stage != name)
        {
            string model = Path.Combine(Path.GetTempPath(), $"deepwonder3d-benchmark-{Environment.ProcessId}.onnx");
            CheckpointConverter.Convert(Path.Combine(weights, s_checkpoints[stage]), model, new ConversionOptions { Overwrite = true });
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(model);
            network = network with { Model = model };
        }
        else if (s_models.TryGetValue(stage, out string? shipped))
        {
            network = network with { Model = Path.Combine(Suite.Repository(), "module", "models", shipped + ".onnx") };
        }

        return new StageBenchmark(name, stage, network);
    }

    public StageFigures Run()
    {
        bool small = _stage == "super-resolution";
        using Volume movie = CellsInNoise(small ? SuperResolutionFrames : Frames, small ? SuperResolutionSide : Side, small ? 4 : 2);
        Stopwatch watch = Stopwatch.StartNew();
        HistoryStep last = RunStage(movie);
        watch.Stop();
        using Process self = Process.GetCurrentProcess();
        return new StageFigures(_name, movie.VoxelCount, watch.Elapsed, last.TimeInNetwork, self.PeakWorkingSet64);
    }

    private HistoryStep RunStage(Volume movie)
    {
        switch (_stage)
        {
            case "denoise":
                return Drop(Denoising.Run(movie, _network, SilentObserver.Instance, default));
            case "background":
                return Drop(BackgroundRemoval.Run(movie, _network, SilentObserver.Instance, default));
            case "neurons":
                (Volume scores, DetectionFacts detection) = Segmentation.Run(movie, _network, SilentObserver.Instance, default);
                using (scores)
                {
                    return NeuronExtraction.Run(scores, movie, NeuronExtractionOptions.For(detection), SilentObserver.Instance, default).History[^1];
                }

            case "super-resolution":
                return Drop(SuperResolution.Run(movie, 2, _network, SilentObserver.Instance, default));
            case "resampling":
                return Drop(TemporalResampling.Run(movie, new TemporalResamplingOptions { FrameRate = 7 }, SilentObserver.Instance, default));
            default:
                throw new ArgumentException($"There is no stage '{_stage}'.");
        }
    }

    private static HistoryStep Drop(Volume result)
    {
        using (result)
        {
            return result.History[^1];
        }
    }

    /// <summary>Round cells that flash now and then, in Gaussian noise on an offset.</summary>
    private static Volume CellsInNoise(int frames, int side, double pixelSizeUm)
    {
        Random random = new(1);
        (double Row, double Column, double Phase)[] cells =
            [.. Enumerable.Range(0, 60).Select(_ => (random.NextDouble() * side, random.NextDouble() * side, random.NextDouble() * 40))];
        VolumeInfo info = new() { Name = "benchmark", FrameCount = frames, Height = side, Width = side, FrameRate = 10, PixelSizeUm = pixelSizeUm };
        using VolumeBuilder builder = new(info, SampleType.UInt16);
        float[] plane = new float[side * side];
        for (int t = 0; t < frames; t++)
        {
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = 400 + (20 * (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * (float)Math.Cos(2 * Math.PI * random.NextDouble()));
            }

            foreach ((double row, double column, double phase) in cells)
            {
                AddCell(plane, side, row, column, 200 * Math.Exp(-((t + phase) % 40) / 8));
            }

            builder.WritePlane<float>(t, 0, plane);
        }

        return builder.Build(new HistoryStep("Benchmark", new Dictionary<string, string>()));
    }

    private static void AddCell(float[] plane, int side, double row, double column, double brightness)
    {
        for (int y = Math.Max(0, (int)row - 8); y < Math.Min(side, (int)row + 9); y++)
        {
            for (int x = Math.Max(0, (int)column - 8); x < Math.Min(side, (int)column + 9); x++)
            {
                double distance = ((y - row) * (y - row)) + ((x - column) * (x - column));
                plane[(y * side) + x] += (float)(brightness * Math.Exp(-distance / 18));
            }
        }
    }
}
