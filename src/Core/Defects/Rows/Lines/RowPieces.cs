using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects.Rows.Lines;

/// <summary>
/// The means of eight pieces of each row, shape (rows, 8): noise of whole rows is the same in all of them, a cell is in one or two.
/// </summary>
/// <param name="movie">The recording.</param>
/// <param name="plane">The plane in depth.</param>
/// <param name="border">The sides without data.</param>
/// <param name="lost">The rows that were lost, frame by frame.</param>
internal sealed class RowPieces(Volume movie, int plane, Margin border, ILookup<long, int> lost)
{
    /// <summary>Pieces of a row.</summary>
    public const int Count = 8;

    /// <summary>How far above and below a row is compared with what lies around it.</summary>
    public const int Reach = 8;

    /// <summary>How much of the variance of noise is left once the mean of the rows around is taken off.</summary>
    public const double LeftOver = 2.0 * Reach / ((2 * Reach) + 1);

    /// <summary>The first row with data.</summary>
    public int Top => border.Top;

    /// <summary>Rows with data.</summary>
    public int Rows => Math.Max(0, movie.Height - border.Top - border.Bottom);

    /// <summary>Columns with data.</summary>
    public int Columns => Math.Max(0, movie.Width - border.Left - border.Right);

    /// <summary>The means of a frame's pieces; those without a value are made up of the rows beside.</summary>
    public float[] Read(long frame, float[] buffer)
    {
        movie.ReadPlane<float>(frame, plane, buffer);
        float[] means = new float[Rows * Count];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> line = buffer.AsSpan(((row + Top) * movie.Width) + border.Left, Columns);
            for (int i = 0; i < Count; i++)
            {
                ReadOnlySpan<float> piece = line[(Columns * i / Count)..(Columns * (i + 1) / Count)];
                means[(row * Count) + i] = TensorPrimitives.Sum(piece) / piece.Length;
            }
        }

        foreach (int row in lost[frame].Where(r => r >= Top && r < Top + Rows))
        {
            means.AsSpan((row - Top) * Count, Count).Fill(float.NaN);
        }

        FillGaps(means);
        return means;
    }

    /// <summary>The mean over the rows up to <see cref="Reach"/> above and below, in each piece.</summary>
    public static float[] Smooth(float[] means)
    {
        int rows = means.Length / Count;
        float[] smooth = new float[means.Length];
        for (int i = 0; i < Count; i++)
        {
            double sum = 0;
            int end = 0;
            int first = 0;
            for (int row = 0; row < rows; row++)
            {
                for (; end < Math.Min(rows, row + Reach + 1); end++)
                {
                    sum += means[(end * Count) + i];
                }

                for (; first < row - Reach; first++)
                {
                    sum -= means[(first * Count) + i];
                }

                smooth[(row * Count) + i] = (float)(sum / (end - first));
            }
        }

        return smooth;
    }

    /// <summary>What differs from the rows around.</summary>
    public static float[] Fine(float[] means)
    {
        float[] fine = Smooth(means);
        TensorPrimitives.Subtract(means, fine, fine);
        return fine;
    }

    /// <summary>How the picture changes as it moves down, of its fine detail.</summary>
    public static float[] Slope(float[] means)
    {
        int rows = means.Length / Count;
        float[] slope = new float[means.Length];
        for (int at = Count; at < (rows - 1) * Count; at++)
        {
            slope[at] = (means[at + Count] - means[at - Count]) / 2;
        }

        return Fine(slope);
    }

    /// <summary>Takes off what a change of the light and a move of the tissue up or down explain.</summary>
    public static void TakeOff(float[] residual, float[] picture, float[] slope)
    {
        double aa = TensorPrimitives.Dot<float>(picture, picture);
        double bb = TensorPrimitives.Dot<float>(slope, slope);
        double ab = TensorPrimitives.Dot<float>(picture, slope);
        double ay = TensorPrimitives.Dot<float>(picture, residual);
        double by = TensorPrimitives.Dot<float>(slope, residual);
        double det = (aa * bb) - (ab * ab);
        if (det <= 1e-6 * aa * bb)
        {
            return;
        }

        float gain = (float)(((ay * bb) - (by * ab)) / det);
        float move = (float)(((by * aa) - (ay * ab)) / det);
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] -= (gain * picture[i]) + (move * slope[i]);
        }
    }

    /// <summary>Adds up the products of the pieces of a row, shape (8, 8).</summary>
    public static void AddProducts(ReadOnlySpan<float> row, double[] products)
    {
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
            {
                products[(i * Count) + j] += (double)row[i] * row[j];
            }
        }
    }

    /// <summary>
    /// The mean of products of pieces, those of which the first lies between two and the second between two others; pieces that touch share
    /// cells and are left out.
    /// </summary>
    public static double Common(double[] products, Range first, Range second)
    {
        (double sum, int count) = (0, 0);
        foreach (int i in Enumerable.Range(0, Count).Take(first))
        {
            foreach (int j in Enumerable.Range(0, Count).Take(second).Where(j => Math.Abs(j - i) > 1))
            {
                (sum, count) = (sum + products[(i * Count) + j], count + 1);
            }
        }

        return sum / count;
    }

    /// <summary>The mean of the pieces' squares.</summary>
    public static double Own(double[] products) => Enumerable.Range(0, Count).Average(i => products[(i * Count) + i]);

    /// <summary>The mean of the middle half of a row's pieces, which two cells do not change.</summary>
    public static double Middle(ReadOnlySpan<float> row)
    {
        Span<float> sorted = stackalloc float[Count];
        row.CopyTo(sorted);
        sorted.Sort();
        return TensorPrimitives.Sum<float>(sorted[(Count / 4)..(Count - (Count / 4))]) / (Count / 2);
    }

    private static void FillGaps(float[] means)
    {
        if (TensorPrimitives.IsFiniteAll<float>(means))
        {
            return;
        }

        for (int at = 0; at < means.Length; at++)
        {
            if (!float.IsFinite(means[at]))
            {
                // What is above was filled before.
                float above = at >= Count ? means[at - Count] : float.NaN;
                int next = at + Count;
                while (next < means.Length && !float.IsFinite(means[next]))
                {
                    next += Count;
                }

                float below = next < means.Length ? means[next] : above;
                float mean = ((float.IsFinite(above) ? above : below) + below) / 2;
                means[at] = float.IsFinite(mean) ? mean : 0;
            }
        }
    }
}
