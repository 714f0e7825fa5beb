using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The segmentation network: a 3-D U-Net over a window of frames, whose single channel becomes one picture by a 2-D convolution that takes
/// the frames as channels. The published pipeline leaves its dropout on; here it is off, as was meant.
/// </summary>
internal sealed class SegmentationNetwork : INetworkFamily
{
    private const string Prefix = "Generator";
    private const string FinalLayer = "Generator.final_conv";

    /// <summary>
    /// In space; in time a window stands alone. On the real two-photon movie two tiles a side differ from one by a root mean square of
    /// 0.159 standard deviations of the scores with the published 16 pixels, 0.067 with 32, 0.007 with 48; the largest single difference
    /// falls from 3.6 to 0.6. The receptive radius is 108.
    /// </summary>
    private const int Halo = 64;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.Segment];

    public bool Owns(string tensor) => tensor.StartsWith(Prefix + ".conv", StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        // The window's length is how many channels the final layer takes.
        long frames = tensors.Peek(FinalLayer + ".weight", [1, -1, 3, 3]).Shape[1];
        if (frames % BlockUNet.SizeMultiple != 0)
        {
            throw tensors.Mismatch(
                $"has the tensor '{FinalLayer}.weight' for a window of {frames} frames, which is no multiple of {BlockUNet.SizeMultiple}");
        }

        OnnxGraph graph = new("segmentation");
        NetworkBuilder builder = new(graph, tensors);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", 1, frames, "height", "width");
        FeatureMap movie = new(input, 1, 3, ReceptiveField.Input, "the movie");
        FeatureMap x = BlockUNet.Apply(new ConvolutionBlock(builder, isDouble: true), movie, Prefix);
        FeatureMap picture = new(graph.AddNode("Squeeze", [x.Value, graph.AddIntegers(1)]), frames, 2, x.Field, "the window's frames");
        picture = builder.Convolve(picture, FinalLayer, bias: true, outputs: 1);
        string score = graph.AddNode("Unsqueeze", [picture.Value, graph.AddIntegers(2)]);
        graph.AddOutput(ModelFile.OutputName, score, "batch", 1, 1, "height", "width");
        int radius = picture.Field.Radius;
        return new NetworkModel(graph, new ModelMetadata
        {
            Stage = ModelStage.Segment,
            Name = "segmentation",
            Architecture = $"segmentation-unet3d-{frames}",
            Axes = "NCTHW",
            WindowFrames = (int)frames,
            SizeMultiple = new Extent((int)frames, BlockUNet.SizeMultiple, BlockUNet.SizeMultiple),
            Halo = new Extent(0, Halo, Halo),
            ReceptiveRadius = new Extent(0, radius, radius),
            EdgePadding = NetworkModel.PublishedEdgePadding,
            BytesPerVoxel = 200,
            Detection = DetectionFacts.Published,
            Normalisation = Normalisation.ToRange(0, 200),
            OutputScale = 1000,
            FrameRate = 10,
        });
    }
}
