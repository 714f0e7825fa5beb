using System.Globalization;
using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// The super-resolution networks <c>trans_mini</c> (single blocks) and <c>trans</c> (double blocks and a second, small U-Net): features at
/// the input's size, four doublings by transposed convolution to 16 times that size, a resize to the wanted size, and a U-Net there. Frames
/// are channels. The graph's second input says the wanted height and width. The published pipeline leaves the dropout of <c>trans</c> on;
/// here it is off, as was meant.
/// </summary>
internal sealed class SuperResolutionNetwork : INetworkFamily
{
    private const string FirstLayer = "net.net1.conv1.conv1.0.weight";
    private const string SecondNetwork = "net.net_deno";

    /// <summary>The published pipeline lets tiles overlap by 8 pixels of the input, and cuts 4 off each.</summary>
    private const int PublishedHalo = 4;

    public IReadOnlyList<ModelStage> Stages { get; } = [ModelStage.SuperResolve];

    public bool Owns(string tensor) => tensor.StartsWith("net.", StringComparison.Ordinal);

    public NetworkModel Build(TensorSource tensors, ModelStage? stage)
    {
        bool isDouble = ConvolutionBlock.MostAreDouble(tensors.Names);
        long frames = tensors.Peek(FirstLayer, [-1, -1, 3, 3]).Shape[1];
        if (frames % 2 == 0)
        {
            throw tensors.Mismatch($"has the tensor '{FirstLayer}' for a window of {frames} frames, which has no middle one");
        }

        OnnxGraph graph = new("super_resolution");
        PlanePadding padding = new(graph);
        ConvolutionBlock block = new(new NetworkBuilder(graph, tensors), isDouble);
        string input = graph.AddInput(ModelFile.InputName, OnnxType.Float32, "batch", frames, "height", "width");
        string size = graph.AddInput(ModelFile.SizeName, OnnxType.Int64, 2);

        FeatureMap movie = new(input, frames, 2, ReceptiveField.Input, "the movie");
        FeatureMap features = Features(block, padding, movie);
        FeatureMap x = Enlarge(block, features, input, size);
        x = padding.Around(x, BlockUNet.SizeMultiple, swapped: false, padded => BlockUNet.Apply(block, padded, "net.net2"));
        if (tensors.Names.Any(name => name.StartsWith(SecondNetwork, StringComparison.Ordinal)))
        {
            x = padding.Around(x, BlockUNet.SizeMultiple, swapped: false, padded => BlockUNet.Apply(block, padded, SecondNetwork));
        }

        graph.AddOutput(ModelFile.OutputName, x.Value, "batch", 1, "output_height", "output_width");
        string architecture = $"super-resolution-{(isDouble ? "trans" : "trans_mini")}-{frames}x{features.Channels}";
        return new NetworkModel(graph, Facts(architecture, (int)frames, x.Field.Radius));
    }

    /// <summary>
    /// Three blocks at the input's size. The published network pads here too, by replicating the last row and column, though nothing needs
    /// it; and it pads the rows by what the columns lack of a multiple of 16, and the columns by what the rows lack. On a plane of 16 × 24
    /// the padding decides the last rows (by up to 20 % of the maximum), and only this order gives the published output; sizes that are
    /// multiples of 16 are not padded. Around the U-Nets the published order fails on planes that are not square, so there each axis gets
    /// what it lacks.
    /// </summary>
    private static FeatureMap Features(ConvolutionBlock block, PlanePadding padding, FeatureMap movie) =>
        padding.Around(movie, BlockUNet.SizeMultiple, swapped: true, x =>
        {
            for (int i = 1; i <= 3; i++)
            {
                x = block.Apply(x, $"net.net1.conv{i.ToString(CultureInfo.InvariantCulture)}");
            }

            return x;
        });

    /// <summary>
    /// Three doublings; then, where twice the input's size is wanted, the fourth only at the pixels that are read there, and else the
    /// fourth and a resize from 16 times the size. The third is in both branches: they take their input from outside in a layout that has
    /// to be made anew. To the double of 96 × 96 pixels <c>trans_mini</c> takes 0.24 s this way, 0.86 s with everything evaluated and ONNX
    /// Runtime's own transposed convolution and DepthToSpace (one CPU), and 5.7 KB instead of 22 KB for each voxel of the input; the
    /// results differ by 3e-7 of their standard deviation (<c>trans</c>: 0.37 s, 0.96 s for 48 × 48 pixels; 2e-6).
    /// </summary>
    private static FeatureMap Enlarge(ConvolutionBlock block, FeatureMap features, string input, string size)
    {
        OnnxGraph graph = block.Builder.Graph;
        FeatureMap second = Double(block, features, Double(block, features, features, 1), 2);
        FeatureMap Branch(OnnxGraph branch, Func<ConvolutionBlock, FeatureMap, FeatureMap> last)
        {
            ConvolutionBlock inside = block.In(branch);
            FeatureMap x = last(inside, Double(inside, features, second, 3));
            branch.AddOutput("enlarged", x.Value, "batch", x.Channels, "output_height", "output_width");
            return x;
        }

        OnnxGraph twice = OnnxGraph.Branch("twice");
        OnnxGraph other = OnnxGraph.Branch("other");
        // First, since it says most about a tensor that does not fit.
        FeatureMap x = Branch(other, (inside, third) => Resize(inside.Builder, Double(inside, features, third, 4), size));
        Branch(twice, (inside, third) => new SparseLastLevel(inside, "4").Apply(features, third));
        return x with { Value = graph.AddChoice(IsTwice(graph, input, size), twice, other) };
    }

    /// <summary>A doubling: it sees the first features again, interpolated to its size.</summary>
    private static FeatureMap Double(ConvolutionBlock block, FeatureMap features, FeatureMap x, int level)
    {
        NetworkBuilder builder = block.Builder;
        string number = level.ToString(CultureInfo.InvariantCulture);
        FeatureMap up = builder.ConvolveTransposed(x, "net.up_block.up" + number);
        float factor = 1 << level;
        FeatureMap coarse = features with
        {
            Value = PlaneInterpolation.ByFactor(builder.Graph, features.Value, factor),
            Field = features.Field.Interpolate(1 / factor),
        };
        return block.Apply(builder.Concatenate(coarse, up), "net.up_block.c" + number);
    }

    private static string IsTwice(OnnxGraph graph, string input, string size)
    {
        string own = graph.AddNode("Shape", [input], ("start", 2), ("end", 4));
        string lacking = graph.AddNode("Abs", [graph.AddNode("Sub", [graph.AddNode("Mul", [own, graph.AddIntegers(2)]), size])]);
        string sum = graph.AddNode("ReduceSum", [lacking, graph.AddIntegers(0)], ("keepdims", 1));
        return graph.AddNode("Equal", [sum, graph.AddIntegers(0)]);
    }

    /// <summary>To the wanted size. The field is that of an output no finer than the input, where it is widest.</summary>
    private static FeatureMap Resize(NetworkBuilder builder, FeatureMap x, string size) =>
        x with { Value = PlaneInterpolation.ToSize(builder.Graph, x.Value, size), Field = x.Field.Interpolate(1) };

    private static ModelMetadata Facts(string architecture, int frames, int radius) => new()
    {
        Stage = ModelStage.SuperResolve,
        Name = architecture,
        Architecture = architecture,
        Axes = "NCHW",
        WindowFrames = frames,
        SizeMultiple = new Extent(1, BlockUNet.SizeMultiple, BlockUNet.SizeMultiple),
        Halo = new Extent(0, PublishedHalo, PublishedHalo),
        ReceptiveRadius = new Extent(0, radius, radius),
        EdgePadding = NetworkModel.PublishedEdgePadding,
        BytesPerVoxel = 20_000,
        Normalisation = Normalisation.ToRange(0, 200),
        OutputScale = 10,
        FrameRate = 10,
    };
}
