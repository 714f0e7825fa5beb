namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// How a neuron's light falls off from its middle to beyond its outline, in units of its mean inside: what all neurons of a view show where
/// no other is near, and never rising outwards.
/// </summary>
internal sealed class LightProfile
{
    private const double DeepestDepth = -1;
    private const double Step = 0.1;
    private const int BinCount = 21;

    private readonly double[] _light;

    private LightProfile(double[] light) => _light = light;

    /// <summary>The light at a depth (distance from the outline in radii, negative inside).</summary>
    public double At(float depth) => _light[BinOf(depth)];

    /// <summary>The profile of many pixels' light.</summary>
    /// <param name="pixels">Depth, light, and how far it can be trusted, above 0.</param>
    public static LightProfile Of(IEnumerable<(float Depth, double Light, double Weight)> pixels)
    {
        double[] sums = new double[BinCount];
        double[] weights = new double[BinCount];
        foreach ((float depth, double light, double weight) in pixels)
        {
            sums[BinOf(depth)] += weight * light;
            weights[BinOf(depth)] += weight;
        }

        return new LightProfile(FallingOutwards(sums, weights));
    }

    private static int BinOf(float depth) => Math.Clamp((int)((depth - DeepestDepth) / Step), 0, BinCount - 1);

    /// <summary>
    /// The least-squares fit that never rises (neighbouring bins that rise are joined until none does); bins that no pixel lies in have the
    /// light between those beside them.
    /// </summary>
    private static double[] FallingOutwards(double[] sums, double[] weights)
    {
        List<(double Sum, double Weight, int First, int Last)> blocks = [];
        for (int bin = 0; bin < BinCount; bin++)
        {
            if (!(weights[bin] > 0))
            {
                continue;
            }

            (double Sum, double Weight, int First, int Last) block = (sums[bin], weights[bin], bin, bin);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Weight < block.Sum / block.Weight)
            {
                block = (blocks[^1].Sum + block.Sum, blocks[^1].Weight + block.Weight, blocks[^1].First, bin);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        // Nothing is known at all: light that is even inside, and none outside.
        return blocks.Count == 0
            ? [.. Enumerable.Range(0, BinCount).Select(bin => DeepestDepth + (bin * Step) < 0 ? 1.0 : 0)]
            : [.. Enumerable.Range(0, BinCount).Select(bin => Math.Max(0, Between(blocks, bin)))];
    }

    private static double Between(List<(double Sum, double Weight, int First, int Last)> blocks, int bin)
    {
        int next = blocks.FindIndex(b => b.Last >= bin);
        if (next < 0)
        {
            return blocks[^1].Sum / blocks[^1].Weight;
        }

        double after = blocks[next].Sum / blocks[next].Weight;
        if (next == 0 || blocks[next].First <= bin)
        {
            return after;
        }

        double before = blocks[next - 1].Sum / blocks[next - 1].Weight;
        double share = (double)(bin - blocks[next - 1].Last) / (blocks[next].First - blocks[next - 1].Last);
        return before + (share * (after - before));
    }
}
