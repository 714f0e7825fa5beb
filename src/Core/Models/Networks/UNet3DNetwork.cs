using System.Globalization;
using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The 3-D U-Net of the denoising and background stages: at each level two 3 × 3 × 3 convolutions with ReLU, pooling by 2 in time, height
/// and width, and on the way up the skip's channels before the up-sampled ones. Levels and widths are those of the tensors.
/// </summary>
internal sealed class UNet3DNetwork : INetworkFamily
{
    private const string Encoder = "Generator.encoders.";
    private const string Decoder = "Generator.decoders.";

    /// <summary>
    /// Measured on 64 frames of the real two-photon movie, two tiles along an axis against one, in standard deviations of the result (root
    /// mean square, largest). In space 16 pixels: 0.0004, 0.015. In time 8 frames: 0.003, 0.07; 16 frames: 0.0006, 0.03. Both are far below
    /// the noise that is left.
    /// </summary>
    private static readonly Extent s_denoisingHalo = new(8, 16, 16);

    /// <summary>
    /// Background removal looks farther, and its results are sparse. In space 16 pixels (as published): 0.109, 9.6; 32: 0.013, 1.3; 48:
    /// none. In time, on 64 frames, 16 frames (as published): 0.159, 26; on 128 frames 24: 0.039, 7; 32: 0.012, 2.4; 40: 0.002, 0.6. With
    /// 24 a kink showed in traces.
    /// </summary>
    private static readonly Extent s_backgroundHalo = new(32, 32, 32);

    /// <summary>
    /// Measured on tiles of 32 × 128 × 128 to 72 × 152 × 152 voxels: 334 to 353 for activations, 16 for the two input and two output
    /// buffers.
    /// </summary>
    private const int BytesPerVoxel = 400;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.Denoise, ModelStage.RemoveBackground];

    public bool Owns(string tensor) =>
        tensor.StartsWith(Encoder, StringComparison.Ordinal) || tensor.StartsWith(Decoder, StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        // By the majority, so that a single bias too many or too few is the tensor that is named.
        int biased = tensors.Names.Count(name => name.EndsWith(".conv.bias", StringComparison.Ordinal));
        bool bias = 2 * biased > tensors.Names.Count(name => name.EndsWith(".conv.weight", StringComparison.Ordinal));
        int levels = Math.Max(tensors.CountOf(Encoder), 1);

        OnnxGraph graph = new("unet3d");
        NetworkBuilder builder = new(graph, tensors);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", 1, "frames", "height", "width");
        FeatureMap x = new(input, 1, 3, ReceptiveField.Input, "the movie");
        List<FeatureMap> skips = [];
        for (int level = 0; level < levels; level++)
        {
            x = Pair(builder, level == 0 ? x : builder.Pool(x), Encoder + level.ToString(CultureInfo.InvariantCulture), bias);
            skips.Add(x);
        }

        long width = skips[0].Channels;
        for (int step = 0; step < levels - 1; step++)
        {
            FeatureMap up = builder.Concatenate(skips[levels - 2 - step], builder.Double(x));
            x = Pair(builder, up, Decoder + step.ToString(CultureInfo.InvariantCulture), bias);
        }

        x = builder.Convolve(x, "Generator.final_conv", kernel: 1, bias: true, outputs: 1);
        graph.AddOutput(ModelFile.OutputName, x.Value, "batch", 1, "frames", "height", "width");
        stage ??= bias ? ModelStage.RemoveBackground : ModelStage.Denoise;
        string architecture = $"unet3d-{levels}x{width}{(bias ? "-bias" : "")}";
        return new NetworkModel(graph, Facts(stage.Value, architecture, 1 << (levels - 1), x.Field.Radius));
    }

    /// <summary>Two convolutions, each with ReLU.</summary>
    private static FeatureMap Pair(NetworkBuilder builder, FeatureMap x, string level, bool bias)
    {
        x = builder.Rectify(builder.Convolve(x, level + ".basic_module.SingleConv1.conv", bias: bias));
        return builder.Rectify(builder.Convolve(x, level + ".basic_module.SingleConv2.conv", bias: bias));
    }

    private static ModelMetadata Facts(ModelStage stage, string architecture, int multiple, int radius) => new()
    {
        Stage = stage,
        Name = architecture,
        Architecture = architecture,
        Axes = "NCTHW",
        WindowFrames = 0,
        SizeMultiple = new Extent(multiple, multiple, multiple),
        Halo = stage == ModelStage.Denoise ? s_denoisingHalo : s_backgroundHalo,
        ReceptiveRadius = new Extent(radius, radius, radius),
        EdgePadding = NetworkModel.PublishedEdgePadding,
        BytesPerVoxel = BytesPerVoxel,
        Normalisation = stage == ModelStage.Denoise ? Normalisation.SubtractMean : Normalisation.ToRange(0, 300),
        FrameRate = stage == ModelStage.Denoise ? null : 10,
    };
}
