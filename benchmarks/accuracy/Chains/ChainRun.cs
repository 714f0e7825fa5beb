using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>What a chain made of one movie.</summary>
internal sealed record ChainRun(Volume Denoised, Volume BackgroundFree, NeuronSet Neurons) : IDisposable
{
    public StageSeconds Seconds => new(
        Denoised.VoxelCount,
        Denoised.History[^1].Duration.TotalSeconds,
        BackgroundFree.History[^1].Duration.TotalSeconds,
        Neurons.History[^1].Duration.TotalSeconds);

    /// <summary>Runs all stages with their defaults, as <c>Invoke-Denoise | Remove-Background | Find-Neuron</c> does.</summary>
    public static ChainRun Of(Volume movie, ChainModels models, CancellationToken token)
    {
        Volume denoised = Denoising.Run(movie, Network(models.Denoise), ConsoleObserver.Instance, token);
        Volume? backgroundFree = null;
        try
        {
            backgroundFree = BackgroundRemoval.Run(denoised, Network(models.RemoveBackground), ConsoleObserver.Instance, token);
            NeuronSet neurons = NeuronFinding.Run(
                backgroundFree, new NeuronFindingOptions { Network = Network(models.Segment) }, null, ConsoleObserver.Instance, token);
            return new ChainRun(denoised, backgroundFree, neurons);
        }
        catch
        {
            backgroundFree?.Dispose();
            denoised.Dispose();
            throw;
        }
    }

    /// <summary>The neurons that all stages find in a movie, which is closed.</summary>
    public static NeuronSet NeuronsOf(Volume movie, ChainModels models, CancellationToken token)
    {
        using (movie)
        {
            using ChainRun run = Of(movie, models, token);
            return run.Neurons;
        }
    }

    /// <summary>A movie at the pixel size that the models are for, as <c>Resize-Volume -PixelSizeUm</c> makes it.</summary>
    public static Volume Resize(Volume movie, double pixelSizeUm, ChainModels models, CancellationToken token)
    {
        ResizeOptions options = new() { PixelSizeUm = pixelSizeUm };
        options = models.SuperResolve is { } model ? options with { Network = Network(model) } : options;
        return Resizing.Run(movie, options, ConsoleObserver.Instance, token);
    }

    public void Dispose()
    {
        Denoised.Dispose();
        BackgroundFree.Dispose();
    }

    /// <summary>The CPU by name: what is compared must have run on the same device.</summary>
    private static NetworkOptions Network(ModelFile model) => new() { Model = model.Path, Device = DeviceRequest.Parse("Cpu") };
}

/// <summary>How long the stages took for so many samples, loading of models left out.</summary>
/// <param name="Voxels">Samples that went into denoising.</param>
/// <param name="Denoise">Seconds of denoising.</param>
/// <param name="Background">Seconds of background removal.</param>
/// <param name="Neurons">Seconds of scoring and extraction.</param>
internal sealed record StageSeconds(long Voxels, double Denoise, double Background, double Neurons)
{
    public static StageSeconds None { get; } = new(0, 0, 0, 0);

    /// <summary>Seconds of making another pixel size, before the rest.</summary>
    public double Resize { get; init; }

    /// <summary>Samples that went into that.</summary>
    public long ResizeVoxels { get; init; }

    /// <summary>Seconds of joining views.</summary>
    public double Merge { get; init; }

    public static StageSeconds operator +(StageSeconds a, StageSeconds b) =>
        new(a.Voxels + b.Voxels, a.Denoise + b.Denoise, a.Background + b.Background, a.Neurons + b.Neurons)
        {
            Resize = a.Resize + b.Resize,
            ResizeVoxels = a.ResizeVoxels + b.ResizeVoxels,
            Merge = a.Merge + b.Merge,
        };
}

/// <summary>Lets warnings through and nothing else: a trial says itself how far it is.</summary>
internal sealed class ConsoleObserver : IStageObserver
{
    public static readonly ConsoleObserver Instance = new();

    public void Progress(StageProgress progress)
    {
    }

    public void Warn(string message) => Console.Error.WriteLine($"  warning: {message}");

    public void Verbose(string message)
    {
    }
}
