using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>What a chain made of one movie.</summary>
internal sealed class ChainRun : IDisposable
{
    private ChainRun(Volume denoised, Volume backgroundFree, NeuronSet neurons)
    {
        Denoised = denoised;
        BackgroundFree = backgroundFree;
        Neurons = neurons;
    }

    public Volume Denoised { get; }

    public Volume BackgroundFree { get; }

    public NeuronSet Neurons { get; }

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
            NeuronSet neurons = NeuronFinding.Run(backgroundFree, new NeuronFindingOptions { Network = Network(models.Segment) }, ConsoleObserver.Instance, token);
            return new ChainRun(denoised, backgroundFree, neurons);
        }
        catch
        {
            backgroundFree?.Dispose();
            denoised.Dispose();
            throw;
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
