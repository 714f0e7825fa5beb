using System.Numerics.Tensors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects.Rows.Lines;

/// <summary>
/// Estimates how much each row of each frame is too bright. A row is compared with what it has in a hundred frames or more, as far as it
/// differs from the rows around; what rows that lie together have in common is compared with the frames around alone, since tissue has slow
/// changes there. What is found is shrunk by what chance would give.
/// </summary>
internal static class LineOffsets
{
    /// <summary>Frames that a row's own level is taken of.</summary>
    private const int Chunk = 128;

    /// <summary>Frames before and after that what rows have in common is compared with.</summary>
    private const int Around = 3;

    /// <summary>Rows and frames whose noise is not above that of chance by so many standard deviations are left as they are.</summary>
    private const double Sure = 4;

    /// <summary>How much less certain the mean of the middle pieces is than that of all.</summary>
    private const double Middling = 1.2;

    /// <summary>Noise is not larger than so many of its standard deviations; a stripe is.</summary>
    private const double Largest = 6;

    /// <summary>The offsets of all frames.</summary>
    /// <param name="movie">The recording.</param>
    /// <param name="pieces">Its rows.</param>
    /// <param name="faults">The frames that are no data.</param>
    /// <param name="size">The standard deviation of the noise, and as a part of that of a pixel.</param>
    /// <param name="isFirst">Whether there may be stripes still, which must not spread over other frames.</param>
    /// <param name="token">Stops the work.</param>
    public static LineNoise Run(
        Volume movie, RowPieces pieces, FrameFaults faults, (double Deviation, double Part) size, bool isFirst, CancellationToken token)
    {
        Half[] offsets = new Half[checked(faults.Count * movie.Height)];
        int chunks = Math.Max(1, faults.Count / Chunk);
        ParallelLoop.For(chunks, n =>
        {
            int first = (int)((long)n * faults.Count / chunks);
            int end = (int)((long)(n + 1) * faults.Count / chunks);
            int[] frames = [.. Enumerable.Range(first, end - first).Where(t => !faults[t])];
            float[] buffer = new float[movie.Height * movie.Width];
            float[][] means = [.. frames.Select(t =>
            {
                token.ThrowIfCancellationRequested();
                return pieces.Read(t, buffer);
            })];
            double most = Largest * size.Deviation;
            double[][] found = OfChunk(means, most, isFirst);
            for (int i = 0; i < frames.Length; i++)
            {
                for (int row = 0; row < pieces.Rows; row++)
                {
                    offsets[((long)frames[i] * movie.Height) + pieces.Top + row] = (Half)found[i][row];
                }
            }
        }, token);
        return new LineNoise(movie.Height, offsets, size.Deviation, size.Part);
    }

    /// <summary>The offsets of some frames in a row, shape (frames, rows), from the means of their rows' pieces.</summary>
    private static double[][] OfChunk(float[][] means, double most, bool isFirst)
    {
        if (means.Length == 0)
        {
            return [];
        }

        int rows = means[0].Length / RowPieces.Count;
        float[] level = new float[means[0].Length];
        Array.ForEach(means, frame => TensorPrimitives.Add(level, frame, level));
        TensorPrimitives.Divide(level, means.Length, level);
        (float[] picture, float[] slope) = (RowPieces.Fine(level), RowPieces.Slope(level));
        double[][] fine = new double[means.Length][];
        double[][] broad = new double[means.Length][];
        double[] ofFrame = new double[means.Length];
        double[] noise = new double[means.Length];
        double[][] byRow = [.. Enumerable.Range(0, rows).Select(_ => new double[RowPieces.Count * RowPieces.Count])];
        for (int t = 0; t < means.Length; t++)
        {
            TensorPrimitives.Subtract(means[t], level, means[t]);
            float[] smooth = RowPieces.Smooth(means[t]);
            TensorPrimitives.Subtract(means[t], smooth, means[t]);
            RowPieces.TakeOff(means[t], picture, slope);
            double[] products = new double[RowPieces.Count * RowPieces.Count];
            fine[t] = new double[rows];
            broad[t] = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                ReadOnlySpan<float> own = means[t].AsSpan(row * RowPieces.Count, RowPieces.Count);
                RowPieces.AddProducts(own, products);
                RowPieces.AddProducts(own, byRow[row]);
                fine[t][row] = RowPieces.Middle(own);
                broad[t][row] = RowPieces.Middle(smooth.AsSpan(row * RowPieces.Count, RowPieces.Count));
            }

            ofFrame[t] = RowPieces.Common(products, .., ..) / rows / RowPieces.LeftOver;
            noise[t] = Middling * Math.Max(0, (RowPieces.Own(products) / rows / RowPieces.LeftOver) - ofFrame[t]) / RowPieces.Count;

            // What the whole frame has in common is its light.
            double frameMean = broad[t].Average();
            TensorPrimitives.Subtract<double>(broad[t], frameMean, broad[t]);
        }

        double usualNoise = noise.Average();
        double usual = Certain(ofFrame.Average(), usualNoise, rows * means.Length);
        if (usual == 0)
        {
            return [.. means.Select(_ => new double[rows])];
        }

        double[] ofRow = [.. byRow.Select(p => Certain(
            RowPieces.Common(p, .., ..) / means.Length / RowPieces.LeftOver, usualNoise, means.Length) / usual)];
        broad = Steps(broad, isFirst);

        // What the noise of rows leaves in the mean of many, and what else changes there.
        double expected = usual / ((2 * RowPieces.Reach) + 1);
        double mostBroad = most / Math.Sqrt((2 * RowPieces.Reach) + 1);
        double spread = broad.Average(frame => TensorPrimitives.SumOfSquares<double>(frame) / rows);
        double tissue = Math.Max(0, spread - expected);
        double[][] offsets = new double[means.Length][];
        for (int t = 0; t < means.Length; t++)
        {
            double common = Certain(ofFrame[t], noise[t], rows);
            double ownBroad = common / ((2 * RowPieces.Reach) + 1);
            double broadShare = ownBroad > 0 ? ownBroad / (ownBroad + tissue) : 0;
            offsets[t] = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                double variance = common * ofRow[row];
                double share = variance > 0 ? variance / (variance + noise[t]) : 0;
                offsets[t][row] = (share * Math.Clamp(fine[t][row], -most, most))
                    + (broadShare * Math.Clamp(broad[t][row], -mostBroad, mostBroad));
            }
        }

        return offsets;
    }

    /// <summary>A variance that is above chance for certain; 0 otherwise.</summary>
    private static double Certain(double variance, double noise, int count) =>
        variance > Sure * noise * Math.Sqrt(2.0 / count) ? variance : 0;

    /// <summary>
    /// How far each frame lies from the mean of those around, or from their median, which a stripe in one does not change.
    /// </summary>
    private static double[][] Steps(double[][] frames, bool ofMedian)
    {
        double[][] steps = new double[frames.Length][];
        double[] window = new double[2 * Around];
        for (int t = 0; t < frames.Length; t++)
        {
            steps[t] = new double[frames[t].Length];
            for (int row = 0; row < steps[t].Length; row++)
            {
                int count = 0;
                for (int other = Math.Max(0, t - Around); other < Math.Min(frames.Length, t + Around + 1); other++)
                {
                    if (other != t)
                    {
                        window[count++] = frames[other][row];
                    }
                }

                Span<double> around = window.AsSpan(0, count);
                around.Sort();
                double usual = count == 0 ? 0
                    : ofMedian ? (around[(count - 1) / 2] + around[count / 2]) / 2
                    : TensorPrimitives.Sum<double>(around) / count;
                steps[t][row] = frames[t][row] - usual;
            }
        }

        return steps;
    }
}
