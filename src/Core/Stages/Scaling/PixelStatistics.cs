using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>
/// What a movie does over time in each of its pixels, measured in one pass: what networks are shown is taken relative to it, so that they
/// see the same whatever the brightness, offset, bit depth and vignetting. <c>training/scenes.py</c> measures the same; change both or
/// neither.
/// </summary>
internal sealed class PixelStatistics
{
    /// <summary>Frames whose mean is a candidate for the baseline: noise hardly lowers the least of such means.</summary>
    private const int BaselineFrames = 8;

    /// <summary>A pixel's noise is drawn towards the median of all pixels as if that had been seen in so many frames.</summary>
    private const int PriorFrames = 16;

    /// <summary>
    /// The noise is taken to be no less than this part of the signal: noise-free movies would leave the range that networks know.
    /// </summary>
    private const float LeastNoise = 1 / 30f;

    private const int SmallestCell = 16;
    private const int LeastPixels = 64 * SmallestCell;
    private const double MostAbove = 25;

    private PixelStatistics(float[] mean, float[] noise, float[] baseline, double fluctuation)
    {
        Mean = mean;
        Noise = noise;
        Baseline = baseline;
        Fluctuation = fluctuation;
    }

    /// <summary>The mean over time, shape (Height, Width).</summary>
    public float[] Mean { get; }

    /// <summary>
    /// The standard deviation of the noise, from the mean step between neighbouring frames; above 0, shape (Height, Width).
    /// </summary>
    public float[] Noise { get; }

    /// <summary>The least mean over eight frames, shape (Height, Width).</summary>
    public float[] Baseline { get; }

    /// <summary>The root mean square, over pixels, of the standard deviation over time; above 0.</summary>
    public double Fluctuation { get; }

    /// <summary>Measures a plane's movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static PixelStatistics Measure(Volume movie, int plane, CancellationToken token)
    {
        PixelSums sums = new(movie.Height * movie.Width, BaselineFrames);
        MovieScan.Run(movie, plane, (frames, _, _) => sums.Add(frames), token);
        sums.Complete();
        return Summarise(sums, movie.FrameCount);
    }

    private static PixelStatistics Summarise(PixelSums sums, long frames)
    {
        int pixels = sums.First.Length;
        float[] mean = new float[pixels];
        float[] deviation = new float[pixels];
        float[] noise = new float[pixels];
        for (int i = 0; i < pixels; i++)
        {
            double above = sums.Sum[i] / frames;
            double spread = Math.Max((sums.Squares[i] / frames) - (above * above), 0);
            mean[i] = (float)(sums.First[i] + above);
            deviation[i] = (float)Math.Sqrt(spread);
            noise[i] = (float)(Math.Sqrt(Math.PI) / 2 * sums.Steps[i] / Math.Max(frames - 1, 1));
        }

        double variance = TotalVariance(deviation);

        // A movie that does not change at all (one frame, or a picture repeated) leaves nothing to scale by.
        double fluctuation = Math.Sqrt(variance / pixels);
        fluctuation = fluctuation > 0 ? fluctuation : 1;
        float usual = Median(noise);
        for (int i = 0; i < pixels; i++)
        {
            float drawn = ((frames * noise[i]) + (PriorFrames * usual)) / (frames + PriorFrames);
            noise[i] = Math.Max(Math.Max(drawn, deviation[i] * LeastNoise), (float)(fluctuation * 1e-3));
        }

        float[] baseline = new float[pixels];
        TensorPrimitives.Add(sums.LeastBlock, sums.First, baseline);
        return new PixelStatistics(mean, noise, baseline, fluctuation);
    }

    /// <summary>
    /// The sum of the pixels' variances, of which none counts more than <see cref="MostAbove"/> times what the seventeenth strongest has:
    /// no cell is as small as those before it, and one broken pixel would otherwise be all of a movie's fluctuation.
    /// </summary>
    private static double TotalVariance(float[] deviation)
    {
        double most = double.PositiveInfinity;
        if (deviation.Length >= LeastPixels)
        {
            float[] ranked = [.. deviation];
            double strong = OrderStatistics.Select(ranked, ranked.Length - 1 - SmallestCell);
            most = strong > 0 ? MostAbove * strong * strong : most;
        }

        double sum = 0;
        foreach (float pixel in deviation)
        {
            double own = (double)pixel * pixel;
            sum += own > most ? most / MostAbove : own;
        }

        return sum;
    }

    private static float Median(float[] values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return 0.5f * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }
}
