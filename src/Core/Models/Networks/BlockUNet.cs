using System.Globalization;

namespace DeepWonder3D.Models.Networks;

/// <summary>
/// A U-Net of five levels of <see cref="ConvolutionBlock"/>s, in two or three dimensions: blocks 1 to 5 on the way down with pooling by 2
/// between them, 6 to 9 on the way up, the up-sampled channels before the skip's. The last block is linear and yields one channel. Sizes
/// are multiples of 16.
/// </summary>
internal static class BlockUNet
{
    public const int SizeMultiple = 1 << (Levels - 1);

    private const int Levels = 5;

    /// <summary>Applies the network whose blocks are named <c>prefix.conv1</c> to <c>prefix.conv9</c>.</summary>
    /// <param name="block">The kind of block.</param>
    /// <param name="x">What it is applied to.</param>
    /// <param name="prefix">The network's name in the checkpoint.</param>
    public static FeatureMap Apply(ConvolutionBlock block, FeatureMap x, string prefix)
    {
        NetworkBuilder builder = block.Builder;
        List<FeatureMap> skips = [];
        for (int level = 0; level < Levels; level++)
        {
            x = block.Apply(level == 0 ? x : builder.Pool(x), Name(prefix, level + 1));
            skips.Add(x);
        }

        for (int level = Levels - 2; level >= 0; level--)
        {
            bool last = level == 0;
            FeatureMap joined = builder.Concatenate(builder.Double(x), skips[level]);
            x = block.Apply(joined, Name(prefix, (2 * Levels) - 1 - level), linear: last, outputs: last ? 1 : -1);
        }

        return x;
    }

    private static string Name(string prefix, int block) => $"{prefix}.conv{block.ToString(CultureInfo.InvariantCulture)}";
}
