using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>
/// The standard deviation of a trace's noise from differences of third order, 1.4826 · median |y(t) − 3y(t−1) + 3y(t−2) − y(t−3)| / √20. Of
/// these, differences of neighbours and the mean of the spectrum above a quarter of the frame rate it is the least misled by activity that
/// is fast for the frame rate (benchmarks/results/spikes.md).
/// </summary>
internal static class TraceNoise
{
    private const double NormalOfMedian = 1.4826;

    /// <summary>The median of so many is within 2 %.</summary>
    private const int MostDifferences = 4096;

    /// <summary>The noise of a frame; that of neighbours' differences where frames are fewer than four.</summary>
    /// <param name="trace">Finite samples.</param>
    public static double Of(ReadOnlySpan<float> trace)
    {
        if (trace.Length < 4)
        {
            return TraceQuality.NoiseOf(trace);
        }

        int stride = 1 + ((trace.Length - 4) / MostDifferences);
        float[] differences = new float[1 + ((trace.Length - 4) / stride)];
        for (int i = 0; i < differences.Length; i++)
        {
            int t = i * stride;
            differences[i] = (float)Math.Abs((double)trace[t + 3] - trace[t] + (3 * ((double)trace[t + 1] - trace[t + 2])));
        }

        double noise = NormalOfMedian * OrderStatistics.Median(differences) / Math.Sqrt(20);
        return noise > 0 ? noise : TraceQuality.NoiseOf(trace);
    }

    /// <summary>
    /// White noise that does as much harm: the largest over means of 1, 2, 4, … frames up to a fifth of a decay, each times √frames. They
    /// are alike for white noise and grow where neighbouring frames are alike, as in interpolated or smoothed recordings.
    /// </summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="decayFrames">The decay, frames.</param>
    public static double Of(ReadOnlySpan<float> trace, double decayFrames)
    {
        double most = Of(trace);
        for (int width = 2; width <= decayFrames / 5 && trace.Length / width >= 16; width *= 2)
        {
            float[] means = new float[trace.Length / width];
            for (int i = 0; i < means.Length; i++)
            {
                means[i] = TensorPrimitives.Sum(trace.Slice(i * width, width)) / width;
            }

            most = Math.Max(most, Of(means) * Math.Sqrt(width));
        }

        return most;
    }
}
