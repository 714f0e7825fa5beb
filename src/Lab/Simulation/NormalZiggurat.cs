namespace DeepWonder3D.Simulation;

/// <summary>
/// The tables of the ziggurat method (Marsaglia and Tsang 2000, in Doornik's form of 2005): 128 layers of equal area under the normal
/// density, so that most draws cost one number and one comparison.
/// </summary>
internal static class NormalZiggurat
{
    public const int LayerCount = 128;

    /// <summary>Where the lowest layer's tail begins; with it the area of every layer, for 128 layers.</summary>
    public const double TailStart = 3.442619855899;
    private const double LayerArea = 9.91256303526217e-3;

    /// <summary>Right edge of each layer, from the lowest, whose edge is widened to hold the tail's area; one more at the end.</summary>
    public static readonly double[] Edges = MakeEdges();

    /// <summary>The share of each layer that lies wholly under the density.</summary>
    public static readonly double[] SafeShares = [.. Enumerable.Range(0, LayerCount).Select(i => Edges[i + 1] / Edges[i])];

    private static double[] MakeEdges()
    {
        double[] edges = new double[LayerCount + 1];
        double height = Density(TailStart);
        edges[0] = LayerArea / height;
        edges[1] = TailStart;
        for (int i = 2; i < LayerCount; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((LayerArea / edges[i - 1]) + height));
            height = Density(edges[i]);
        }

        edges[LayerCount] = 0;
        return edges;
    }

    public static double Density(double x) => Math.Exp(-0.5 * x * x);
}
