using DeepWonder3D.Models.Onnx;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The building block of the segmentation and super-resolution networks: a convolution with ReLU; where it is double, a second one follows,
/// and what the first yields is added to what the second yields. Layers have no bias.
/// </summary>
/// <param name="builder">The network being built.</param>
/// <param name="isDouble">Whether blocks have the second convolution.</param>
internal sealed class ConvolutionBlock(NetworkBuilder builder, bool isDouble)
{
    public NetworkBuilder Builder => builder;

    public bool IsDouble => isDouble;

    /// <summary>The same kind of block in a branch of the graph.</summary>
    public ConvolutionBlock In(OnnxGraph branch) => new(builder.In(branch), isDouble);

    /// <summary>Applies the block.</summary>
    /// <param name="x">What it is applied to.</param>
    /// <param name="name">The block's name in the checkpoint.</param>
    /// <param name="linear">Leaves the ReLUs out.</param>
    /// <param name="outputs">The number of channels it yields; −1 for as many as the weights have.</param>
    public FeatureMap Apply(FeatureMap x, string name, bool linear = false, long outputs = -1)
    {
        FeatureMap first = Activate(builder.Convolve(x, name + ".conv1.0", outputs: outputs), linear);
        return isDouble ? builder.Add(Activate(builder.Convolve(first, name + ".conv2.0", outputs: first.Channels), linear), first) : first;
    }

    /// <summary>Whether most blocks are double, so that a single layer too many or too few is the tensor that is named.</summary>
    public static bool MostAreDouble(IEnumerable<string> names)
    {
        string[] known = [.. names];
        return 2 * known.Count(name => name.EndsWith(".conv2.0.weight", StringComparison.Ordinal))
            > known.Count(name => name.EndsWith(".conv1.0.weight", StringComparison.Ordinal));
    }

    private FeatureMap Activate(FeatureMap x, bool linear) => linear ? x : builder.Rectify(x);
}
