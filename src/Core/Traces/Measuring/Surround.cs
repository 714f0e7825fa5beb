using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// The part of a neuron's ring that shows its background: arcs of it in which something of their own goes on, as a neuron that nobody found
/// does, are left out.
/// </summary>
internal sealed class Surround
{
    private const int ArcCount = 12;

    // An arc whose changes differ from those of the whole ring by so many times what is usual among its arcs has a life of its own.
    private const double LargestOwnChange = 2;

    // Of a ring at least so much stays, or it is no longer around the neuron.
    private const double LeastShare = 0.5;

    private Surround(int[] pixels, float[] series, double noise) => (Pixels, Series, Noise) = (pixels, series, noise);

    /// <summary>The pixels that stay, ascending; none where the neuron has no ring.</summary>
    public int[] Pixels { get; }

    /// <summary>Their mean in each sampled frame; 0 without pixels.</summary>
    public float[] Series { get; }

    /// <summary>Standard deviation of the noise of that mean which pixels do not share.</summary>
    public double Noise { get; }

    /// <summary>The surround of a neuron.</summary>
    public static Surround Of(MeasuredArea area, FrameSample sample, int width)
    {
        if (area.Ring.Length == 0)
        {
            return new Surround([], new float[sample.Count], 0);
        }

        int[] pixels = Quiet(area, sample, width);
        return new Surround(pixels, sample.MeanOf(pixels), NoiseOf(pixels, sample, width));
    }

    private static int[] Quiet(MeasuredArea area, FrameSample sample, int width)
    {
        (double row, double column) = area.CentreIn(width);
        int[][] arcs = [.. area.Ring
            .GroupBy(p => (int)((Math.Atan2((p / width) - row, (p % width) - column) + Math.PI) / (2 * Math.PI) * ArcCount) % ArcCount)
            .OrderBy(g => g.Key)
            .Select(g => g.ToArray())];
        if (arcs.Length < 4)
        {
            return area.Ring;
        }

        float[][] series = Array.ConvertAll(arcs, a => Centred(sample.MeanOf(a)));
        float[] common = MedianOf(series);
        double[] own = [.. series.Select((s, i) => OwnChange(s, common) * Math.Sqrt(arcs[i].Length))];
        double usual = OrderStatistics.Median([.. own.Select(o => (float)o)]);
        List<int> kept = [];
        foreach (int i in Enumerable.Range(0, arcs.Length).OrderBy(i => own[i]))
        {
            if (own[i] <= LargestOwnChange * usual || kept.Count < LeastShare * area.Ring.Length)
            {
                kept.AddRange(arcs[i]);
            }
        }

        return [.. kept.Order()];
    }

    /// <summary>Less its median: arcs may differ in brightness.</summary>
    private static float[] Centred(float[] series)
    {
        float median = (float)OrderStatistics.Median(series.ToArray());
        TensorPrimitives.Subtract(series, median, series);
        return series;
    }

    private static float[] MedianOf(float[][] series)
    {
        float[] median = new float[series[0].Length];
        float[] column = new float[series.Length];
        for (int t = 0; t < median.Length; t++)
        {
            for (int i = 0; i < series.Length; i++)
            {
                column[i] = series[i][t];
            }

            median[t] = (float)OrderStatistics.Median(column);
        }

        return median;
    }

    private static double OwnChange(float[] series, float[] common) => TensorPrimitives.Distance<float>(series, common);

    /// <summary>What the two colours of a chessboard differ by is noise of pixels; half of it is in the mean of both.</summary>
    private static double NoiseOf(int[] pixels, FrameSample sample, int width)
    {
        int[] even = Array.FindAll(pixels, p => ((p / width) + (p % width)) % 2 == 0);
        if (even.Length == 0 || even.Length == pixels.Length)
        {
            return 0;
        }

        float[] difference = sample.MeanOf(even);
        TensorPrimitives.Subtract(difference, sample.MeanOf([.. pixels.Except(even)]), difference);
        return sample.NoiseOf(difference) / 2;
    }
}
