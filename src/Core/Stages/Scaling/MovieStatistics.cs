using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>What normalisation by one scale needs to know of a plane's movie, measured in one pass.</summary>
/// <param name="Mean">The mean sample.</param>
/// <param name="Deviation">The standard deviation over all samples.</param>
/// <param name="Minimum">The smallest sample.</param>
/// <param name="Maximum">The largest sample.</param>
internal readonly record struct MovieStatistics(double Mean, double Deviation, float Minimum, float Maximum)
{
    /// <summary>Measures a plane's movie.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NonFiniteSamples"/> or <see cref="ErrorId.ConstantMovie"/>.</exception>
    public static MovieStatistics Measure(Volume movie, int plane, CancellationToken token)
    {
        double sum = 0;
        double squares = 0;
        float? origin = null;
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        float[] shifted = new float[movie.Width];
        MovieScan.Run(
            movie,
            plane,
            (samples, low, high) =>
            {
                // Squares are taken from near the mean: far from it they would lose the variance.
                float first = origin ??= samples[0];
                minimum = Math.Min(minimum, low);
                maximum = Math.Max(maximum, high);

                // Row by row: single-precision sums over a few hundred samples lose nothing that the mean would show.
                for (int start = 0; start < samples.Length; start += movie.Width)
                {
                    ReadOnlySpan<float> row = samples.Slice(start, movie.Width);
                    sum += TensorPrimitives.Sum(row);
                    TensorPrimitives.Subtract(row, first, shifted);
                    squares += TensorPrimitives.SumOfSquares<float>(shifted);
                }
            },
            token);
        double count = (double)movie.FrameCount * movie.Height * movie.Width;
        double mean = sum / count;
        double above = mean - (origin ?? 0);
        double variance = (squares / count) - (above * above);
        return new MovieStatistics(mean, Math.Sqrt(Math.Max(variance, 0)), minimum, maximum);
    }
}
