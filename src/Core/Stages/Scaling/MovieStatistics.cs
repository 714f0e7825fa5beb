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
        float first = 0;
        float minimum = float.PositiveInfinity;
        float maximum = float.NegativeInfinity;
        float[] shifted = new float[movie.Width];
        MovieScan.Run(
            movie,
            plane,
            (t, samples, low, high) =>
            {
                // Squares are taken from near the mean: far from it they would lose the variance.
                first = t == 0 ? samples[0] : first;
                minimum = Math.Min(minimum, low);
                maximum = Math.Max(maximum, high);

                // Row by row: single-precision sums over a few hundred samples lose nothing that the mean would show.
                for (int y = 0; y < movie.Height; y++)
                {
                    ReadOnlySpan<float> row = samples.Slice(y * movie.Width, movie.Width);
                    sum += TensorPrimitives.Sum(row);
                    TensorPrimitives.Subtract(row, first, shifted);
                    squares += TensorPrimitives.SumOfSquares<float>(shifted);
                }
            },
            token);
        double count = (double)movie.FrameCount * movie.Height * movie.Width;
        double mean = sum / count;
        double variance = (squares / count) - ((mean - first) * (mean - first));
        return new MovieStatistics(mean, Math.Sqrt(Math.Max(variance, 0)), minimum, maximum);
    }
}
