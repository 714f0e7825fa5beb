using System.Globalization;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// The U-Net of the shipped networks, in two dimensions. A strided convolution makes pixels of 2 × 2 (or 4 × 4); levels of residual blocks
/// follow, with strided
/// convolutions down, sub-pixel convolutions up and sums as skips; a sub-pixel convolution yields the full size again.
/// <para>
/// With a window of 32 frames as channels the denoiser costs 1.8 kMAC a voxel, against 29.6 of the published 3-D U-Nets, and its
/// activations take
/// about one float a voxel at the finest level.
/// </para>
/// </summary>
internal static class WindowTrunk
{
    /// <summary>Applies the network whose layers' names begin with <paramref name="prefix"/>.</summary>
    /// <param name="builder">The network being built.</param>
    /// <param name="x">What it is applied to.</param>
    /// <param name="prefix">Its name in the checkpoint.</param>
    /// <param name="outputs">The channels it is to yield.</param>
    /// <param name="tensors">The weights: they say how many levels there are and how coarse the first is.</param>
    /// <returns>The result, and what rows and columns must be multiples of.</returns>
    public static (FeatureMap Result, int SizeMultiple) Apply(
        NetworkBuilder builder, FeatureMap x, string prefix, int outputs, TensorSource tensors)
    {
        int stride = Stride(tensors, prefix);
        long leaving = tensors.Peek(prefix + ".leave.weight", [-1, -1, 3, 3]).Shape[0];
        if (leaving != outputs * stride * stride)
        {
            throw tensors.Mismatch(
                $"has the tensor '{prefix}.leave.weight' of {leaving} channels, where '{FirstWeights(prefix)}' calls for "
                    + $"{outputs} × {stride} × {stride}");
        }

        int levels = Math.Max(tensors.CountOf(prefix + ".encode."), 1);
        List<FeatureMap> skips = [];
        x = builder.Rectify(builder.ConvolveStrided(x, prefix + ".enter", 2 * stride, stride, stride / 2));
        for (int level = 0; level < levels; level++)
        {
            if (level > 0)
            {
                x = builder.Rectify(builder.ConvolveStrided(x, Name(prefix, "down", level - 1), 2, 2, 0));
            }

            x = builder.AddResidual(x, Name(prefix, "encode", level));
            skips.Add(x);
        }

        for (int level = levels - 2; level >= 0; level--)
        {
            FeatureMap up = builder.Convolve(x, Name(prefix, "up", level), kernel: 1, bias: true, outputs: 4 * skips[level].Channels);
            x = builder.Rectify(builder.Add(builder.Spread(up, 2), skips[level]));
            x = builder.AddResidual(x, Name(prefix, "decode", level));
        }

        return (builder.Spread(builder.Convolve(x, prefix + ".leave", bias: true), stride), stride << (levels - 1));
    }

    /// <summary>The layer's name of the first convolution, whose weights also say how many channels the network takes.</summary>
    public static string FirstWeights(string prefix) => prefix + ".enter.weight";

    private static int Stride(TensorSource tensors, string prefix)
    {
        Tensor first = tensors.Peek(FirstWeights(prefix), [-1, -1, -1, -1]);
        return (first.Shape[2], first.Shape[3]) switch
        {
            (4, 4) => 2,
            (8, 8) => 4,
            _ => throw tensors.Mismatch(
                $"has the tensor '{FirstWeights(prefix)}' in shape {Tensor.ShapeText(first.Shape)}, where kernels of 4 or 8 are known"),
        };
    }

    private static string Name(string prefix, string list, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}.{list}.{index}");
}
