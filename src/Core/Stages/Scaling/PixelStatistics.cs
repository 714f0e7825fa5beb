using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Scaling;

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
        Sums sums = new(movie.Height * movie.Width);
        MovieScan.Run(movie, plane, (_, samples, _, _) => sums.Add(samples), token);
        return sums.Summarise(movie.FrameCount);
    }

    private static float Median(float[] values)
    {
        float[] sorted = [.. values];
        Array.Sort(sorted);
        return 0.5f * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    /// <summary>
    /// Sums over time. Samples are taken relative to the first frame, since squares of small changes on a large offset would be lost; a few frames are added up in
    /// single precision, which holds them, and then to the whole in double, which costs twice as much a sample.
    /// </summary>
    private sealed class Sums(int pixels)
    {
        private readonly float[] _first = new float[pixels];
        private readonly float[] _before = new float[pixels];
        private readonly float[] _change = new float[pixels];
        private readonly float[] _blockSum = new float[pixels];
        private readonly float[] _blockSquares = new float[pixels];
        private readonly float[] _blockSteps = new float[pixels];
        private readonly double[] _wide = new double[pixels];
        private readonly double[] _sum = new double[pixels];
        private readonly double[] _squares = new double[pixels];
        private readonly double[] _steps = new double[pixels];
        private float[]? _leastBlock;
        private int _blockFrames;
        private bool _begun;

        public void Add(ReadOnlySpan<float> samples)
        {
            if (_begun)
            {
                TensorPrimitives.Subtract(samples, _before, _change);
                TensorPrimitives.Abs<float>(_change, _change);
                TensorPrimitives.Add<float>(_blockSteps, _change, _blockSteps);
            }
            else
            {
                samples.CopyTo(_first);
                _begun = true;
            }

            TensorPrimitives.Subtract(samples, _first, _change);
            TensorPrimitives.Add<float>(_blockSum, _change, _blockSum);
            TensorPrimitives.MultiplyAdd<float>(_change, _change, _blockSquares, _blockSquares);
            samples.CopyTo(_before);
            if (++_blockFrames == BaselineFrames)
            {
                TakeLeast(BaselineFrames);
                Fold();
            }
        }

        public PixelStatistics Summarise(long frames)
        {
            // Only a movie shorter than a block has no full one.
            if (_leastBlock is null)
            {
                TakeLeast(_blockFrames);
            }

            Fold();
            float[] mean = new float[pixels];
            float[] deviation = new float[pixels];
            float[] noise = new float[pixels];
            double variance = 0;
            for (int i = 0; i < pixels; i++)
            {
                double above = _sum[i] / frames;
                double spread = Math.Max((_squares[i] / frames) - (above * above), 0);
                mean[i] = (float)(_first[i] + above);
                deviation[i] = (float)Math.Sqrt(spread);
                noise[i] = (float)(Math.Sqrt(Math.PI) / 2 * _steps[i] / Math.Max(frames - 1, 1));
                variance += spread;
            }

            // A movie that does not change at all (one frame, or a picture repeated) leaves nothing to scale by.
            double fluctuation = Math.Sqrt(variance / pixels);
            fluctuation = fluctuation > 0 ? fluctuation : 1;
            float usual = Median(noise);
            for (int i = 0; i < pixels; i++)
            {
                float drawn = ((frames * noise[i]) + (PriorFrames * usual)) / (frames + PriorFrames);
                noise[i] = Math.Max(Math.Max(drawn, deviation[i] * LeastNoise), (float)(fluctuation * 1e-3));
            }

            TensorPrimitives.Add<float>(_leastBlock!, _first, _leastBlock!);
            return new PixelStatistics(mean, noise, _leastBlock!, fluctuation);
        }

        /// <summary>The least mean of a block so far, relative to the first frame.</summary>
        private void TakeLeast(int frames)
        {
            TensorPrimitives.Divide(_blockSum, frames, _change);
            if (_leastBlock is null)
            {
                _leastBlock = [.. _change];
            }
            else
            {
                TensorPrimitives.Min<float>(_leastBlock, _change, _leastBlock);
            }
        }

        private void Fold()
        {
            Fold(_blockSum, _sum);
            Fold(_blockSquares, _squares);
            Fold(_blockSteps, _steps);
            _blockFrames = 0;
        }

        private void Fold(float[] block, double[] whole)
        {
            TensorPrimitives.ConvertTruncating<float, double>(block, _wide);
            TensorPrimitives.Add(whole, _wide, whole);
            Array.Clear(block);
        }
    }
}
