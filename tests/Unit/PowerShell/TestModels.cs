using DeepWonder3D.Models;
using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>Small models with random weights for every stage, so that pipelines run where the published weights are absent.</summary>
public sealed class TestModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestModels()
    {
        Denoise = Convert("denoise", TestNetworks.UNet3DName);
        RemoveBackground = Convert("background", TestNetworks.BiasedUNet3DName, ModelStage.RemoveBackground, 2);
        Segment = Convert("segment", TestNetworks.SegmentationName, pixelSizeUm: 2);
        SuperResolve = Convert("super-resolve", TestNetworks.SingleBlocksName, pixelSizeUm: 2);
    }

    /// <summary>A denoising model for any pixel size.</summary>
    public string Denoise { get; }

    /// <summary>A background model for pixels of 2 µm.</summary>
    public string RemoveBackground { get; }

    /// <summary>A segmentation model for pixels of 2 µm and windows of 16 frames.</summary>
    public string Segment { get; }

    /// <summary>A super-resolution model that makes pixels of 2 µm.</summary>
    public string SuperResolve { get; }

    /// <summary>A file in the models' folder.</summary>
    public string File(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();

    private string Convert(string name, string network, ModelStage? stage = null, double? pixelSizeUm = null)
    {
        string checkpoint = _folder.Save(TestCheckpoint.Of(TestNetworks.Named(network)), name + ".pth");
        return CheckpointConverter.Convert(
            checkpoint, _folder.File(name + ".onnx"), new ConversionOptions { Name = name, Stage = stage, PixelSizeUm = pixelSizeUm }).Path;
    }
}
