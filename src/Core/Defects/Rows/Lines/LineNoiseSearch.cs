using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects.Rows.Lines;

/// <summary>
/// Finds noise of whole rows that changes from frame to frame. It is the same over all of a row's width, which neither cells nor pixels'
/// noise nor tissue that moves are: rows are compared with those around and with the next frame, in pieces that must agree.
/// </summary>
internal static class LineNoiseSearch
{
    private const int SampledPairs = 48;
    private const int LeastPairs = 12;

    /// <summary>So many of the pairs that differ most say nothing: a stripe or tear that was not seen may be in them.</summary>
    private const int Extremes = 3;

    // Rows are told from those around, and pieces of fewer columns are mostly noise.
    private const int LeastRows = 4 * RowPieces.Reach;
    private const int LeastColumns = 4 * RowPieces.Count;

    // Of the variance of a pixel's noise: less does no harm.
    private const double LeastPart = 0.02;

    /// <summary>How much of what differs in one half of the field the other half must share.</summary>
    private const double LeastShared = 0.3;

    /// <summary>The quarters of the field, two by two, share as much as all do, within this factor.</summary>
    private const double MostUneven = 2;

    /// <summary>The noise of a plane's rows; null for none.</summary>
    /// <param name="movie">The recording.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="scan">What is known of its frames.</param>
    /// <param name="faults">The frames that are no data.</param>
    /// <param name="lost">The rows that were lost.</param>
    /// <param name="isFirst">Whether stripes are still to be looked for: they stay in what is left once the noise is taken off.</param>
    /// <param name="token">Stops the search.</param>
    public static LineNoise? Run(
        Volume movie,
        int plane,
        RecordingScan scan,
        FrameFaults faults,
        IReadOnlyList<LostRow> lost,
        bool isFirst,
        CancellationToken token)
    {
        Margin border = Margin.Usual(scan.Margins, [.. Enumerable.Range(0, faults.Count).Where(t => !faults[t])]);
        RowPieces pieces = new(movie, plane, border, lost.Where(l => l.Plane == plane).ToLookup(l => l.Frame, l => l.Row));
        int[] pairs = [.. Enumerable.Range(0, faults.Count - 1).Where(t => !faults[t] && !faults[t + 1])];
        int count = Math.Min(SampledPairs, pairs.Length);
        if (count < LeastPairs || pieces.Rows < LeastRows || pieces.Columns < LeastColumns)
        {
            return null;
        }

        int[] sampled = [.. Enumerable.Range(0, count).Select(i => pairs[(int)((long)i * pairs.Length / count)])];
        (double deviation, double part) = SizeOf(movie, pieces, sampled, token);
        return part > 0 ? LineOffsets.Run(movie, pieces, faults, (deviation, part), isFirst, token) : null;
    }

    /// <summary>The standard deviation of the noise, and as a part of that of a pixel; 0 for none.</summary>
    private static (double Deviation, double Part) SizeOf(Volume movie, RowPieces pieces, int[] pairs, CancellationToken token)
    {
        float[][] change = new float[pairs.Length][];
        double[] mean = new double[pieces.Rows * RowPieces.Count];
        object gate = new();
        ParallelLoop.For(pairs.Length, n =>
        {
            float[] buffer = new float[movie.Height * movie.Width];
            float[] one = pieces.Read(pairs[n], buffer);
            float[] next = pieces.Read(pairs[n] + 1, buffer);
            change[n] = RowPieces.Fine([.. next.Select((x, i) => x - one[i])]);
            lock (gate)
            {
                for (int i = 0; i < mean.Length; i++)
                {
                    mean[i] += (one[i] + next[i]) / (2.0 * pairs.Length);
                }
            }
        }, token);

        float[] level = [.. mean.Select(m => (float)m)];
        (float[] picture, float[] slope) = (RowPieces.Fine(level), RowPieces.Slope(level));
        List<double[]> products = [];
        foreach (float[] residual in change)
        {
            RowPieces.TakeOff(residual, picture, slope);
            double[] own = new double[RowPieces.Count * RowPieces.Count];
            for (int row = 0; row < pieces.Rows; row++)
            {
                RowPieces.AddProducts(residual.AsSpan(row * RowPieces.Count, RowPieces.Count), own);
            }

            products.Add(own);
        }

        double[] all = new double[RowPieces.Count * RowPieces.Count];
        foreach (double[] own in products.OrderBy(p => RowPieces.Common(p, .., ..)).SkipLast(Extremes))
        {
            for (int i = 0; i < all.Length; i++)
            {
                all[i] += own[i] / (pieces.Rows * (double)(products.Count - Extremes));
            }
        }

        double common = RowPieces.Common(all, .., ..);
        double noise = (RowPieces.Own(all) - common) * pieces.Columns / RowPieces.Count;
        double half = common + (noise / (pieces.Columns / 2.0));
        if (!(common > LeastPart * noise) || common < LeastShared * half)
        {
            return default;
        }

        for (int one = 0; one < RowPieces.Count; one += 2)
        {
            for (int other = one + 2; other < RowPieces.Count; other += 2)
            {
                double shared = RowPieces.Common(all, one..(one + 2), other..(other + 2));
                if (shared < common / MostUneven || shared > common * MostUneven)
                {
                    return default;
                }
            }
        }

        // Of two frames, without what the rows around have of it.
        return (Math.Sqrt(common / 2 / RowPieces.LeftOver), Math.Sqrt(common / noise));
    }
}
