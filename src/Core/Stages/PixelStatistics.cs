using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>
/// What a movie does over time in each of its pixels, measured in one pass: what networks are shown is taken relative to it, so that they see the same
/// whatever the brightness, offset, bit depth and vignetting. <c>training/scenes.py</c> measures the same; change both or neither.
/// </summary>
internal sealed class PixelStatistics
{
    /// <summary>Frames whose mean is a candidate for the baseline: noise hardly lowers the least of such means.</summary>
    private const int BaselineFrames = 8;

    /// <summary>A pixel's noise is drawn towards the median of all pixels as if that had been seen in so many frames.</summary>
    private const int PriorFrames = 16;

    /// <summary>The noise is taken to be no less than this part of the signal: noise-free movies would leave the range that networks know.</summary>
    private const float LeastNoise = 1 / 30f;

    private PixelStatistics(float[] mean, float[] noise, float[] baseline, double fluctuation)
    {
        Mean = mean;
        Noise = noise;
        Baseline = baseline;
        Fluctuation = fluctuation;
    }

    /// <summary>The mean over time, shape (Height, Width).</summary>
    public float[] Mean { get; }

    /// <summary>The standard deviation of the noise, from the mean step between neighbouring frames; above 0, shape (Height, Width).</summary>
    public float[] Noise { get; }

    /// <summary>The least mean over eight frames, shape (Height, Width).</summary>
    public float[] Baseline { get; }

    /// <summary>The root mean square, over pixels, of the standard deviation over time; above 0.</summary>
    public double Fluctuation { get; }

    /// <summary>Measures a plane's movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static PixelStatistics Measure(Volume movie, int plane, CancellationToken token)
    {
        int pixels = movie.Height * movie.Width;
        (float[] first, float[] before, float[] change) = (new float[pixels], new float[pixels], new float[pixels]);
        (double[] sum, double[] squares, double[] steps, double[] wide) = (new double[pixels], new double[pixels], new double[pixels], new double[pixels]);
        BaselineTracker baseline = new(pixels, (int)Math.Min(BaselineFrames, movie.FrameCount));
        MovieScan.Run(
            movie,
            plane,
            (t, samples, _, _) =>
            {
                if (t == 0)
                {
                    samples.CopyTo(first, 0);
                }
                else
                {
                    TensorPrimitives.Subtract(samples, before, change);
                    TensorPrimitives.Abs<float>(change, change);
                    TensorPrimitives.ConvertTruncating<float, double>(change, wide);
                    TensorPrimitives.Add(steps, wide, steps);
                }

                // Sums are taken from the first frame on: squares of small changes on a large offset would be lost.
                TensorPrimitives.Subtract(samples, first, change);
                TensorPrimitives.ConvertTruncating<float, double>(change, wide);
                TensorPrimitives.Add(sum, wide, sum);
                TensorPrimitives.MultiplyAdd(wide, wide, squares, squares);
                baseline.Add(samples);
                samples.CopyTo(before, 0);
            },
            token);
        return Summarise(movie.FrameCount, first, sum, squares, steps, baseline.Least);
    }

    private static PixelStatistics Summarise(long frames, float[] first, double[] sum, double[] squares, double[] steps, float[] baseline)
    {
        float[] mean = new float[first.Length];
        float[] deviation = new float[first.Length];
        float[] noise = new float[first.Length];
        double variance = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double above = sum[i] / frames;
            double spread = Math.Max((squares[i] / frames) - (above * above), 0);
            mean[i] = (float)(first[i] + above);
            deviation[i] = (float)Math.Sqrt(spread);
            noise[i] = (float)(Math.Sqrt(Math.PI) / 2 * steps[i] / Math.Max(frames - 1, 1));
            variance += spread;
        }

        // A movie that does not change at all (one frame, or a picture repeated) leaves nothing to scale by.
        double fluctuation = Math.Sqrt(variance / first.Length);
        fluctuation = fluctuation > 0 ? fluctuation : 1;
        float usual = Median(noise);
        for (int i = 0; i < noise.Length; i++)
        {
            float drawn = ((frames * noise[i]) + (PriorFrames * usual)) / (frames + PriorFrames);
            noise[i] = Math.Max(Math.Max(drawn, deviation[i] * LeastNoise), (float)(fluctuation * 1e-3));
        }

        return new PixelStatistics(mean, noise, baseline, fluctuation);
    }

    private static float Median(float[] values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return 0.5f * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>The least of the means over consecutive blocks of frames; a last block that is not full has no say.</summary>
    private sealed class BaselineTracker(int pixels, int blockFrames)
    {
        private readonly float[] _block = new float[pixels];
        private int _frames;

        public float[] Least { get; } = NewLeast(pixels);

        public void Add(ReadOnlySpan<float> samples)
        {
            TensorPrimitives.Add(_block, samples, _block);
            if (++_frames == blockFrames)
            {
                TensorPrimitives.Divide(_block, blockFrames, _block);
                TensorPrimitives.Min(Least, _block, Least);
                Array.Clear(_block);
                _frames = 0;
            }
        }

        private static float[] NewLeast(int pixels)
        {
            float[] least = new float[pixels];
            Array.Fill(least, float.PositiveInfinity);
            return least;
        }
    }
}
