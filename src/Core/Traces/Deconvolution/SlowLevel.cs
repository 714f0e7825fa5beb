using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>A level that moves slowly: a percentile of each block of frames, linear between the blocks' middles.</summary>
internal static class SlowLevel
{
    /// <summary>Adds the level of some samples to a course.</summary>
    /// <param name="samples">One sample a frame, finite.</param>
    /// <param name="blockFrames">Frames of a block; fewer than two blocks' worth of samples have one level.</param>
    /// <param name="percent">The percentile, 0 to 100.</param>
    /// <param name="offset">Added to every level.</param>
    /// <param name="course">What the level is added to, as many as samples.</param>
    public static void AddTo(ReadOnlySpan<double> samples, int blockFrames, double percent, double offset, Span<double> course)
    {
        int blocks = Math.Max(1, samples.Length / Math.Max(1, blockFrames));
        double[] levels = new double[blocks];
        for (int i = 0; i < blocks; i++)
        {
            ReadOnlySpan<double> block = samples[Start(i, blocks, samples.Length)..Start(i + 1, blocks, samples.Length)];
            float[] ranked = new float[block.Length];
            for (int t = 0; t < ranked.Length; t++)
            {
                ranked[t] = (float)block[t];
            }

            levels[i] = OrderStatistics.Percentile(ranked, percent) + offset;
        }

        double width = (double)samples.Length / blocks;
        for (int t = 0; t < course.Length; t++)
        {
            // Before the first middle and after the last the line goes on.
            double place = ((t + 0.5) / width) - 0.5;
            int below = Math.Clamp((int)place, 0, Math.Max(0, blocks - 2));
            course[t] += blocks == 1 ? levels[0] : levels[below] + ((place - below) * (levels[below + 1] - levels[below]));
        }
    }

    private static int Start(int block, int blocks, int length) => (int)((long)block * length / blocks);
}
