using DeepWonder3D.Models.Networks.Enlarging;
using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// Builds a network layer by layer in an ONNX graph, with the weights of a checkpoint. PyTorch's weight order is ONNX's, for both kinds of
/// convolution.
/// </summary>
internal sealed class NetworkBuilder(OnnxGraph graph, TensorSource tensors)
{
    public OnnxGraph Graph => graph;

    public TensorSource Tensors => tensors;

    /// <summary>The same weights in a branch of the graph.</summary>
    public NetworkBuilder In(OnnxGraph branch) => new(branch, tensors);

    /// <summary>A convolution that keeps the size: odd kernel, stride 1, zeros around.</summary>
    /// <param name="x">What is convolved.</param>
    /// <param name="layer">The layer's name in the checkpoint.</param>
    /// <param name="kernel">The kernel's length along each axis.</param>
    /// <param name="bias">Whether the layer has a bias.</param>
    /// <param name="outputs">The number of channels it yields; −1 for as many as the weights have.</param>
    public FeatureMap Convolve(FeatureMap x, string layer, int kernel = 3, bool bias = false, long outputs = -1) =>
        Convolve(x, layer, kernel, bias, outputs, stride: 1, padding: kernel / 2);

    /// <summary>A convolution with a bias that keeps one position in <paramref name="stride"/>.</summary>
    public FeatureMap ConvolveStrided(FeatureMap x, string layer, int kernel, int stride, int padding) =>
        Convolve(x, layer, kernel, bias: true, outputs: -1, stride, padding);

    /// <summary>
    /// A transposed convolution that doubles height and width: kernel 4, stride 2, padding 1, no bias. Each of its four outputs a pixel
    /// depends on 2 × 2 pixels, so it is an ordinary convolution with the kernel's 16 values laid out anew, and a spread of channels. ONNX
    /// Runtime's own transposed convolutions took 43 % of <c>trans_mini</c>'s time.
    /// </summary>
    public FeatureMap ConvolveTransposed(FeatureMap x, string layer)
    {
        string name = layer + ".weight";
        Tensor weights = tensors.Take(name, [x.Channels, -1, 4, 4], Reason(x));
        long outputs = weights.Shape[1];

        // Position j of the convolution sees pixels j − 1 and j, and yields rows 2j − 1 and 2j: the first and the last row are none of the
        // result's.
        string corners = graph.AddNode(
            "Conv", [x.Value, graph.AddWeights(name, TransposedKernel.Corners(weights))], ("kernel_shape", [2, 2]), ("pads", [1, 1, 1, 1]));
        string spread = ChannelSpread.Apply(graph, corners, outputs, 2);
        string value = graph.AddNode("Slice", [spread, graph.AddIntegers(1, 1), graph.AddIntegers(-1, -1), graph.AddIntegers(2, 3)]);
        return x with { Value = value, Channels = outputs, Field = x.Field.ConvolveTransposed(), Source = $"'{name}'" };
    }

    /// <summary>Blocks of factor² channels become factor × factor pixels of one channel, as PyTorch's pixel shuffle orders them.</summary>
    public FeatureMap Spread(FeatureMap x, int factor) => x with
    {
        Value = ChannelSpread.Apply(graph, x.Value, x.Channels / (factor * factor), factor),
        Channels = x.Channels / (factor * factor),
        Field = x.Field.Spread(factor),
    };

    /// <summary>x + convolution(max(convolution(x), 0)), both 3 × 3 with bias, named <c>conv1</c> and <c>conv2</c>.</summary>
    public FeatureMap AddResidual(FeatureMap x, string block)
    {
        FeatureMap change = Rectify(Convolve(x, block + ".conv1", bias: true, outputs: x.Channels));
        return Add(x, Convolve(change, block + ".conv2", bias: true, outputs: x.Channels));
    }

    /// <summary>max(x, 0).</summary>
    public FeatureMap Rectify(FeatureMap x) => x with { Value = graph.AddNode("Relu", [x.Value]) };

    /// <summary>The maximum of each block of 2 along every spatial axis; an odd last sample is dropped.</summary>
    public FeatureMap Pool(FeatureMap x)
    {
        long[] window = [.. Enumerable.Repeat(2L, x.SpatialAxes)];
        return x with
        {
            Value = graph.AddNode("MaxPool", [x.Value], ("kernel_shape", window), ("strides", window)),
            Field = x.Field.Pool(),
        };
    }

    /// <summary>Each sample twice along every spatial axis.</summary>
    public FeatureMap Double(FeatureMap x) =>
        x with { Value = x.SpatialAxes == 3 ? DoubleMovie(x.Value) : DoublePlanes(x.Value), Field = x.Field.Double() };

    /// <summary>The channels of <paramref name="first"/>, then those of <paramref name="second"/>.</summary>
    public FeatureMap Concatenate(FeatureMap first, FeatureMap second) => first with
    {
        Value = graph.AddNode("Concat", [first.Value, second.Value], ("axis", 1)),
        Channels = first.Channels + second.Channels,
        Field = first.Field.Join(second.Field),
        Source = $"{first.Source} and {second.Source} together",
    };

    /// <summary>The sum of two maps of the same shape.</summary>
    public FeatureMap Add(FeatureMap x, FeatureMap y) =>
        x with { Value = graph.AddNode("Add", [x.Value, y.Value]), Field = x.Field.Join(y.Field) };

    private FeatureMap Convolve(FeatureMap x, string layer, int kernel, bool bias, long outputs, int stride, int padding)
    {
        string name = layer + ".weight";
        long[] window = [.. Enumerable.Repeat((long)kernel, x.SpatialAxes)];
        Tensor weights = tensors.Take(name, [outputs, x.Channels, .. window], Reason(x));
        List<string> inputs = [x.Value, graph.AddWeights(name, weights)];
        if (bias)
        {
            string biasName = layer + ".bias";
            inputs.Add(graph.AddWeights(biasName, tensors.Take(biasName, [weights.Shape[0]], $": '{name}' yields as many channels")));
        }

        List<AttributeProto> settings = [("kernel_shape", window), ("pads", [.. Enumerable.Repeat((long)padding, 2 * x.SpatialAxes)])];
        if (stride > 1)
        {
            settings.Add(("strides", [.. Enumerable.Repeat((long)stride, x.SpatialAxes)]));
        }

        string value = graph.AddNode("Conv", [.. inputs], [.. settings]);
        return x with
        {
            Value = value,
            Channels = weights.Shape[0],
            Field = x.Field.Convolve(kernel, stride, padding),
            Source = $"'{name}'",
        };
    }

    private string DoublePlanes(string planes) => graph.AddNode(
        "Resize",
        [planes, "", graph.AddNumbers(1, 1, 2, 2)],
        ("mode", "nearest"),
        ("coordinate_transformation_mode", "asymmetric"),
        ("nearest_mode", "floor"));

    /// <summary>
    /// The frames of all channels are doubled as planes, and then each frame is taken twice. ONNX Runtime has a fast path for planes but
    /// none for movies: to yield 16 channels of 32 × 128 × 128 takes 5 ms this way, 52 ms by one Resize in 3-D, and 30 ms by Expand (one
    /// CPU).
    /// </summary>
    private string DoubleMovie(string movie)
    {
        string leading = graph.AddNode("Shape", [movie], ("start", 0), ("end", 3));
        string plane = graph.AddNode("Shape", [movie], ("start", 3), ("end", 5));
        string doubledPlane = graph.AddNode("Mul", [plane, graph.AddIntegers(2)]);
        string doubledFrames = graph.AddNode("Mul", [leading, graph.AddIntegers(1, 1, 2)]);

        string planes = DoublePlanes(Reshape(movie, graph.AddIntegers(1, -1), plane));
        string alone = Reshape(planes, leading, graph.AddIntegers(1), doubledPlane);
        return Reshape(graph.AddNode("Concat", [alone, alone], ("axis", 3)), doubledFrames, doubledPlane);
    }

    private string Reshape(string value, params string[] lengths) =>
        graph.AddNode("Reshape", [value, graph.AddNode("Concat", lengths, ("axis", 0))]);

    private static string Reason(FeatureMap x) => $": its input has {x.Channels} channels, by {x.Source}";
}

/// <summary>A value inside a network: samples by batch, channel and the spatial axes.</summary>
/// <param name="Value">Its name in the graph.</param>
/// <param name="Channels">How many channels it has.</param>
/// <param name="SpatialAxes">3 for T, H, W and 2 for H, W.</param>
/// <param name="Field">What it sees of the input.</param>
/// <param name="Source">What decided its number of channels, for messages.</param>
internal sealed record FeatureMap(string Value, long Channels, int SpatialAxes, ReceptiveField Field, string Source);
