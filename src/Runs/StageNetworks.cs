using DeepWonder3D.Errors;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs;

/// <summary>The stages, as a run's options set them.</summary>
internal sealed class StageNetworks(ExtractionOptions options)
{
    public Volume Denoise(Volume movie, DeviceRequest device, RunObserver observer, CancellationToken token) =>
        Denoising.Run(movie, options.Network(options.DenoiseModel, device), observer, token);

    public Volume RemoveBackground(Volume movie, DeviceRequest device, RunObserver observer, CancellationToken token) =>
        BackgroundRemoval.Run(movie, options.Network(options.BackgroundModel, device), observer, token);

    /// <summary>First in time, then in space, as the published pipeline does.</summary>
    public Volume Resize(Volume movie, DeviceRequest device, RunObserver observer, CancellationToken token)
    {
        if (options.TargetFrameRate is not { } rate)
        {
            return InSpace(movie, device, observer, token);
        }

        Volume resampled = TemporalResampling.Run(movie, new TemporalResamplingOptions { FrameRate = rate }, observer, token);
        if (options.TargetPixelSizeUm is null)
        {
            return resampled;
        }

        using (resampled)
        {
            return InSpace(resampled, device, observer, token);
        }
    }

    public NeuronSet FindNeurons(Volume movie, DeviceRequest device, RunObserver observer, CancellationToken token)
    {
        (Volume scores, DetectionFacts detection) = Segmentation.Run(movie, options.Network(options.SegmentationModel, device), observer, token);
        using (scores)
        {
            return NeuronExtraction.Run(scores, movie, NeuronExtractionOptions.For(detection), observer, token);
        }
    }

    private Volume InSpace(Volume movie, DeviceRequest device, RunObserver observer, CancellationToken token)
    {
        double pixel = movie.PixelSizeUm ?? throw new DeepWonderException(
            ErrorId.PixelSizeUnknown, $"The pixel size of '{movie.Name}' is not known.", movie.Name, "Give it: -PixelSizeUm 4.");
        SpatialResizeOptions resize = new() { Factor = pixel / options.TargetPixelSizeUm!.Value, Network = options.Network(options.SuperResolutionModel, device) };
        return SpatialResizing.Run(movie, resize, observer, token);
    }
}
