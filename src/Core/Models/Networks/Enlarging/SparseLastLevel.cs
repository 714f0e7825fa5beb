namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// The last doubling of the super-resolution networks, to 16 times the size, and the resize to twice the input's size, in one: of each
/// block of 8 × 8 pixels the resize takes the mean of the 2 × 2 at rows and columns 3 and 4, so only these (and the 4 × 4 around them,
/// where a second convolution follows) are evaluated. No block's sites reach into another block's, and none sees the edge.
/// </summary>
internal sealed class SparseLastLevel
{
    /// <summary>Rows and columns of a block that the resize reads.</summary>
    private const int Read = 2;

    private readonly ConvolutionBlock _block;
    private readonly int _sites;
    private readonly string _number;

    /// <param name="block">The kind of block.</param>
    /// <param name="number">The level's number in the checkpoint.</param>
    public SparseLastLevel(ConvolutionBlock block, string number)
    {
        _block = block;
        _number = number;
        _sites = block.IsDouble ? Read + 2 : Read;
    }

    private NetworkBuilder Builder => _block.Builder;

    /// <summary>Applies it.</summary>
    /// <param name="features">The first features, at the input's size.</param>
    /// <param name="previous">The level before, at 8 times that size.</param>
    /// <returns>Planes of twice the input's size.</returns>
    public FeatureMap Apply(FeatureMap features, FeatureMap previous)
    {
        long channels = previous.Channels;
        string layer = $"net.up_block.c{_number}";
        Tensor convolution = Builder.Tensors.Take(layer + ".conv1.0.weight", [channels, 2 * channels, 3, 3]);
        Tensor transposed = Builder.Tensors.Take($"net.up_block.up{_number}.weight", [channels, channels, 4, 4]);
        LastLevelWeights weights = new(convolution, transposed, (LastLevelWeights.BlockLength - _sites) / 2, _sites);

        string fromPrevious = Convolve(previous.Value, layer + ".over_previous", weights.OverPrevious(), ("strides", [4, 4]));
        string pads = Builder.Graph.AddIntegers(0, 0, 1, 1, 0, 0, 1, 1);
        string padded = Builder.Graph.AddNode("Pad", [features.Value, pads], ("mode", "edge"));
        string blocks = Convolve(padded, layer + ".over_features", weights.OverFeatures());
        string fromFeatures = ChannelSpread.Apply(Builder.Graph, blocks, _sites * _sites * channels, 2);
        string first = Builder.Graph.AddNode("Relu", [Builder.Graph.AddNode("Add", [fromPrevious, fromFeatures])]);
        return previous with { Value = _block.IsDouble ? Second(first, layer, (int)channels) : Mean(first, layer, (int)channels) };
    }

    /// <summary>The block's second convolution at the 2 × 2 pixels that are read, with the first's result added, and their mean.</summary>
    private string Second(string first, string layer, int channels)
    {
        Tensor kernel = Builder.Tensors.Take(layer + ".conv2.0.weight", [channels, channels, 3, 3]);
        float[] weights = new float[Read * Read * channels * _sites * _sites * channels];
        for (int n = 0; n < Read * Read * kernel.Data.Length; n++)
        {
            (int tap, int input, int output) = (n % 9, n / 9 % channels, n / 9 / channels % channels);
            int pixel = n / kernel.Data.Length;
            int site = (((pixel / Read) + (tap / 3)) * _sites) + (pixel % Read) + (tap % 3);
            weights[(((((pixel * channels) + output) * _sites * _sites) + site) * channels) + input] = kernel.Data[n % kernel.Data.Length];
        }

        Tensor second = new([Read * Read * channels, _sites * _sites * channels, 1, 1], weights);
        string rectified = Builder.Graph.AddNode("Relu", [Convolve(first, layer + ".second", second)]);
        return Builder.Graph.AddNode("Add", [Mean(rectified, layer, channels), Mean(first, layer + ".first", channels, _sites)]);
    }

    /// <summary>The mean over the sites that are read, out of so many a side.</summary>
    private string Mean(string values, string layer, int channels, int sites = Read)
    {
        int margin = (sites - Read) / 2;
        float[] weights = new float[channels * sites * sites * channels];
        for (int n = 0; n < Read * Read * channels; n++)
        {
            (int channel, int pixel) = (n % channels, n / channels);
            int site = (((pixel / Read) + margin) * sites) + (pixel % Read) + margin;
            weights[(((channel * sites * sites) + site) * channels) + channel] = 1f / (Read * Read);
        }

        return Convolve(values, layer + ".mean", new Tensor([channels, sites * sites * channels, 1, 1], weights));
    }

    private string Convolve(string values, string name, Tensor weights, params Onnx.AttributeProto[] settings) =>
        Builder.Graph.AddNode(
            "Conv", [values, Builder.Graph.AddWeights(name, weights)], [("kernel_shape", weights.Shape[2..]), .. settings]);
}
