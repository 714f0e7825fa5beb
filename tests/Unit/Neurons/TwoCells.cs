using DeepWonder3D.Traces.Measuring;

namespace DeepWonder3D.Tests.Neurons;

/// <summary>
/// A recording of two cells that overlap, on a background that changes, with photon noise. The first is active; the second is silent unless
/// it is given activity.
/// </summary>
internal sealed class TwoCells
{
    public const int Size = 64;
    public const int Radius = 6;
    public const double Ground = 100;
    public const double Rest = 50;

    private readonly double[][] _images;

    /// <param name="overlap">Share of a cell's pixels that lie in the other as well.</param>
    /// <param name="blurPx">Standard deviation of the optics' blur; footprints keep the cells' own outlines.</param>
    /// <param name="isDome">Whether a cell is brightest in its middle, as a sphere is; or everywhere alike.</param>
    public TwoCells(double overlap, double blurPx, bool isDome)
    {
        double distance = DistanceOf(overlap);
        double[] centres = [(Size / 2) - (distance / 2), (Size / 2) + (distance / 2)];
        Footprints = Array.ConvertAll(centres, c => Enumerable.Range(0, Size * Size).Where(p => Away(p, c) <= Radius).ToArray());
        _images = Array.ConvertAll(centres, c => Blurred([.. Enumerable.Range(0, Size * Size).Select(p =>
            !isDome ? (Away(p, c) <= Radius ? 1.0 : 0) : Math.Sqrt(Math.Max(0, 1 - Math.Pow(Away(p, c) / Radius, 2))))], blurPx));
    }

    public int[][] Footprints { get; }

    public int Frames { get; init; } = 600;

    /// <summary>How much of the first cell's activity the background does as well, relative to its own brightness.</summary>
    public double GroundFollows { get; init; }

    public int Seed { get; init; } = 5;

    /// <summary>Whether the second cell has events of its own.</summary>
    public bool BothActive { get; init; }

    public double[][] Activity => [Events(Seed), BothActive ? Events(Seed + 1) : new double[Frames]];

    /// <summary>Something else in the surround of the first cell: its pixels and how bright it is.</summary>
    public (int[] Pixels, double Brightness) Stranger { get; init; } = ([], 0);

    public Volume Recording()
    {
        double[][] activity = Activity;
        double[] ground = Slow(new Random(Seed + 100), Frames);
        double[] stranger = Events(Seed + 7);
        HashSet<int> strange = [.. Stranger.Pixels];
        float[] samples = new float[Frames * Size * Size];
        Random random = new(Seed + 200);
        for (int t = 0; t < Frames; t++)
        {
            double light = Ground * (1 + (0.1 * ground[t]) + (GroundFollows * activity[0][t]));
            for (int p = 0; p < Size * Size; p++)
            {
                double mean =
                    light + (Rest * (1 + (3 * activity[0][t])) * _images[0][p]) + (Rest * (1 + (3 * activity[1][t])) * _images[1][p])
                        + (strange.Contains(p) ? Stranger.Brightness * stranger[t] : 0);
                samples[(((t * Size * Size) + p))] = (float)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * Normal(random))));
            }
        }

        return TestVolumes.FromSamples([Frames, Size, Size], samples, SampleType.UInt16);
    }

    /// <summary>The slope of a trace over a cell's activity, the other's taken into account.</summary>
    public static double Slope(float[] trace, double[] activity)
    {
        double mean = trace.Average(s => (double)s);
        double meanActivity = activity.Average();
        double xy = trace.Zip(activity, (s, a) => (s - mean) * (a - meanActivity)).Sum();
        return xy / activity.Sum(a => (a - meanActivity) * (a - meanActivity));
    }

    private double[] Events(int seed)
    {
        Random random = new(seed);
        double[] activity = new double[Frames];
        for (int t = 0; t < Frames; t++)
        {
            activity[t] = ((t > 0 ? activity[t - 1] : 0) * Math.Exp(-1 / 8.0))
                + (random.NextDouble() < 0.03 ? Math.Exp(0.5 * Normal(random)) : 0);
        }

        return activity;
    }

    private static double[] Slow(Random random, int frames)
    {
        double[] slow = new double[frames];
        for (int t = 1; t < frames; t++)
        {
            slow[t] = (0.95 * slow[t - 1]) + (0.31 * Normal(random));
        }

        return slow;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Away(int pixel, double column) =>
        Math.Sqrt(Math.Pow((pixel / Size) - (Size / 2), 2) + Math.Pow((pixel % Size) - column, 2));

    private static double DistanceOf(double overlap)
    {
        (double near, double far) = (0, 2.0 * Radius);
        for (int i = 0; i < 60; i++)
        {
            double d = (near + far) / 2;
            double shared = ((2 * Radius * Radius * Math.Acos(d / 2 / Radius)) - (d / 2 * Math.Sqrt((4 * Radius * Radius) - (d * d))))
                / (Math.PI * Radius * Radius);
            (near, far) = shared > overlap ? (d, far) : (near, d);
        }

        return near;
    }

    private static double[] Blurred(double[] image, double sigma)
    {
        if (sigma == 0)
        {
            return image;
        }

        int reach = (int)Math.Ceiling(4 * sigma);
        double[] kernel = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(x => Math.Exp(-x * x / (2 * sigma * sigma)))];
        double sum = kernel.Sum();
        double[] rows = new double[image.Length];
        double[] both = new double[image.Length];
        Spread(image, rows, 1, kernel, sum);
        Spread(rows, both, Size, kernel, sum);
        return both;
    }

    private static void Spread(double[] from, double[] to, int step, double[] kernel, double sum)
    {
        int reach = kernel.Length / 2;
        for (int p = 0; p < from.Length; p++)
        {
            int place = step == 1 ? p % Size : p / Size;
            for (int k = -reach; k <= reach; k++)
            {
                to[p] += place + k >= 0 && place + k < Size ? from[p + (k * step)] * kernel[k + reach] / sum : 0;
            }
        }
    }
}
