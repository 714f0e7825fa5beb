namespace DeepWonder3D.Benchmarks.Stages;

/// <summary>One stage, with a model of the module's or with published weights, ready to run on a movie.</summary>
internal sealed class StageRun(string stage, NetworkOptions network)
{
    private const string Published = "published ";

    private static readonly Dictionary<string, (string Model, string Checkpoint)> s_stages = new()
    {
        ["denoise"] = ("denoise", "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth"),
        ["background"] = ("background-2um", "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth"),
        ["neurons"] = ("segment-2um", "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth"),
        ["super-resolution"] = ("upscale", "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth"),
    };

    private readonly NetworkOptions _network = network;

    /// <summary>The stages with the models that ship and, where the weights are there, with those, each pair beside each other.</summary>
    public static IEnumerable<string> Names(string weights) =>
        [.. s_stages.Keys.SelectMany(stage => Directory.Exists(weights) ? (string[])[stage, Published + stage] : [stage]), "resampling"];

    /// <summary>The stage without the word for its weights.</summary>
    public string Stage { get; } = stage;

    public static StageRun Create(string name, string weights)
    {
        string stage = name.StartsWith(Published, StringComparison.Ordinal) ? name[Published.Length..] : name;
        NetworkOptions network = new() { Device = DeviceRequest.Parse("Cpu") };
        if (s_stages.TryGetValue(stage, out (string Model, string Checkpoint) files))
        {
            network = network with { Model = stage == name ? Shipped(files.Model) : Convert(Path.Combine(weights, files.Checkpoint)) };
        }

        return new StageRun(stage, network);
    }

    /// <summary>Runs the stage and drops its result.</summary>
    /// <returns>The time in the network's own run.</returns>
    public TimeSpan On(Volume movie)
    {
        switch (Stage)
        {
            case "denoise":
                return Drop(Denoising.Run(movie, _network, SilentObserver.Instance, default));
            case "background":
                return Drop(BackgroundRemoval.Run(movie, _network, SilentObserver.Instance, default));
            case "neurons":
                return Find(movie).History[^1].TimeInNetwork;
            case "super-resolution":
                return Drop(SuperResolution.Run(movie, 2, _network, SilentObserver.Instance, default));
            case "resampling":
                return Drop(TemporalResampling.Run(movie, 7, Preset.Default, SilentObserver.Instance, default));
            default:
                throw new ArgumentException($"There is no stage '{Stage}'.");
        }
    }

    /// <summary>Finds the neurons of a background-free movie.</summary>
    public NeuronSet Find(Volume movie)
    {
        return NeuronFinding.Run(movie, new NeuronFindingOptions { Network = _network }, null, SilentObserver.Instance, default);
    }

    private static string Shipped(string model) => Repository.Path("module", "models", model + ".onnx");

    private static string Convert(string checkpoint)
    {
        string model = Path.Combine(Path.GetTempPath(), $"deepwonder3d-benchmark-{Environment.ProcessId}.onnx");
        CheckpointConverter.Convert(checkpoint, model, new ConversionOptions { Overwrite = true });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(model);
        return model;
    }

    private static TimeSpan Drop(Volume result)
    {
        using (result)
        {
            return result.History[^1].TimeInNetwork;
        }
    }
}
