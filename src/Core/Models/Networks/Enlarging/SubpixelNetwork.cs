using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// The shipped network for super-resolution: an odd window of frames as channels, residual blocks at the input's size, and a sub-pixel
/// convolution that corrects the linear interpolation of the middle frame (<c>training/networks.py</c>, UpscaleNetwork). It resolves twice
/// as finely; other factors are interpolated from there. The graph's second input says the wanted height and width.
/// </summary>
internal sealed class SubpixelNetwork : INetworkFamily
{
    private const string Prefix = "enlarge";
    private const int Factor = 2;

    /// <summary>Nearly the whole receptive field: the blocks reach no farther than their few convolutions.</summary>
    private const int Halo = 8;
    private const int BytesPerVoxel = 400;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.SuperResolve];

    public bool Owns(string tensor) => tensor.StartsWith(Prefix + ".", StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        long frames = tensors.Peek(Prefix + ".enter.weight", [-1, -1, 3, 3]).Shape[1];
        if (frames % 2 == 0)
        {
            throw tensors.Mismatch($"has the tensor '{Prefix}.enter.weight' for a window of {frames} frames, which has no middle one");
        }

        OnnxGraph graph = new("subpixel");
        NetworkBuilder builder = new(graph, tensors);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", frames, "height", "width");
        string size = graph.AddInput(ModelFile.SizeName, OnnxType.Int64, 2);
        FeatureMap x = builder.Rectify(
            builder.Convolve(new FeatureMap(input, frames, 2, ReceptiveField.Input, "the movie"), Prefix + ".enter", bias: true));
        int blocks = tensors.CountOf(Prefix + ".blocks.");
        for (int block = 0; block < blocks; block++)
        {
            x = builder.AddResidual(x, $"{Prefix}.blocks.{block}");
        }

        FeatureMap fine = builder.Spread(builder.Convolve(x, Prefix + ".leave", bias: true, outputs: Factor * Factor), Factor);
        string middle = graph.AddNode("Gather", [input, graph.AddIntegers(frames / 2)], ("axis", 1));
        string sum = graph.AddNode("Add", [fine.Value, PlaneInterpolation.ByFactor(graph, middle, Factor)]);
        graph.AddOutput(ModelFile.OutputName, PlaneInterpolation.ToSize(graph, sum, size), "batch", 1, "output_height", "output_width");
        string architecture = $"subpixel-{frames}x{x.Channels}-{blocks}";
        return new NetworkModel(graph, Facts(architecture, (int)frames, fine.Field.Interpolate(1).Radius));
    }

    private static ModelMetadata Facts(string architecture, int frames, int radius) => new()
    {
        Stage = ModelStage.SuperResolve,
        Name = architecture,
        Architecture = architecture,
        Axes = "NCHW",
        WindowFrames = frames,
        SizeMultiple = new Extent(1, 2, 2),
        Halo = new Extent(0, Halo, Halo),
        ReceptiveRadius = new Extent(0, radius, radius),
        EdgePadding = 2,
        BytesPerVoxel = BytesPerVoxel,
        Normalisation = Normalisation.Standard,
    };
}
