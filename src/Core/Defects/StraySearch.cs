using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>
/// Finds single samples far above or below the same pixel's before and after, while the pixels beside do nothing of the kind: cosmic rays,
/// bits that flipped. Light of tissue is in several pixels, and does not go away within a frame by so much.
/// </summary>
internal static class StraySearch
{
    // How far beyond what its part of the field has at most in an ordinary frame, and what of that pixels beside may have. Networks leave
    // single samples of their own at a movie's edges.
    private const double LeastPeak = 6;
    private const double LeastPeakOfComputed = 40;
    private const double MostBeside = 0.25;

    // So many of all blocks in all frames are ordinary ones: a ray in every frame is in one block of 64.
    private const double OrdinaryPercent = 95;

    // A ray that comes in slantwise leaves its charge in more than one.
    private const int MostAlong = 1;

    /// <summary>Smaller fields have too few samples in a block to say what is ordinary.</summary>
    private const int LeastSide = 32;

    /// <summary>More than this part of the samples is the recording's grain.</summary>
    private const double MostStray = 1e-3;

    /// <summary>The samples; none where there are too many to be single ones.</summary>
    public static List<StraySample> Run(Volume movie, int plane, RecordingScan scan, bool isRaw, CancellationToken token)
    {
        List<StraySample> found = [];
        if (movie.Height < LeastSide || movie.Width < LeastSide)
        {
            return found;
        }

        double[] least = Thresholds(scan, isRaw ? LeastPeak : LeastPeakOfComputed);
        long most = (long)(MostStray * scan.FrameCount * movie.Height * movie.Width);
        Dictionary<int, float[]> frames = [];
        for (int t = 0; t < scan.FrameCount; t++)
        {
            token.ThrowIfCancellationRequested();
            if (!AnyAbove(scan.PeaksOf(t), least))
            {
                continue;
            }

            (int one, int other) = scan.Beside(t);
            Keep(frames, [t, one, other]);
            (float[] now, float[] before, float[] after) = (Read(t), Read(one), Read(other));
            for (int block = 0; block < RecordingScan.BlockCount; block++)
            {
                if (scan.PeaksOf(t)[block] > least[block])
                {
                    Search(block, least[block]);
                }
            }

            if (found.Count > most)
            {
                return [];
            }

            void Search(int block, double threshold)
            {
                (int top, int bottom) = scan.RowsOf(block);
                (int left, int right) = scan.ColumnsOf(block);
                for (int row = top; row < bottom; row++)
                {
                    for (int pixel = (row * movie.Width) + left; pixel < (row * movie.Width) + right; pixel++)
                    {
                        float peak = RecordingScan.Peak(before[pixel], now[pixel], after[pixel]);
                        if (peak > threshold && IsAlone(pixel, peak))
                        {
                            found.Add(new StraySample(t, plane, pixel, now[pixel], 0.5f * (before[pixel] + after[pixel])));
                        }
                    }
                }
            }

            bool IsAlone(int pixel, float peak)
            {
                (int row, int column) = Math.DivRem(pixel, movie.Width);
                int along = 0;
                for (int r = Math.Max(0, row - 1); r <= Math.Min(movie.Height - 1, row + 1); r++)
                {
                    for (int c = Math.Max(0, column - 1); c <= Math.Min(movie.Width - 1, column + 1); c++)
                    {
                        int i = (r * movie.Width) + c;
                        along += i != pixel && RecordingScan.Peak(before[i], now[i], after[i]) > MostBeside * peak ? 1 : 0;
                    }
                }

                return along <= MostAlong;
            }
        }

        // What stands alone is no part of its row's and block's level.
        found.ForEach(scan.TakeOut);
        return found;

        float[] Read(int t)
        {
            if (!frames.TryGetValue(t, out float[]? samples))
            {
                frames[t] = samples = new float[movie.Height * movie.Width];
                movie.ReadPlane<float>(t, plane, samples);
            }

            return samples;
        }
    }

    /// <summary>
    /// Where a peak begins, for each block. One in which hardly anything changes is measured by those in which something does.
    /// </summary>
    private static double[] Thresholds(RecordingScan scan, double leastPeak)
    {
        double[] usual = new double[RecordingScan.BlockCount];
        float[] series = new float[scan.FrameCount];
        for (int block = 0; block < usual.Length; block++)
        {
            for (int t = 0; t < series.Length; t++)
            {
                series[t] = scan.PeaksOf(t)[block];
            }

            usual[block] = OrderStatistics.Median(series);
        }

        float[] all = [.. scan.Peaks];
        double ordinary = OrderStatistics.Percentile(all, OrdinaryPercent);
        return [.. usual.Select(u => Math.Max(u, ordinary) is > 0 and double peak ? leastPeak * peak : double.PositiveInfinity)];
    }

    private static bool AnyAbove(ReadOnlySpan<float> peaks, double[] least)
    {
        for (int block = 0; block < peaks.Length; block++)
        {
            if (peaks[block] > least[block])
            {
                return true;
            }
        }

        return false;
    }

    private static void Keep(Dictionary<int, float[]> frames, int[] needed)
    {
        foreach (int passed in frames.Keys.Except(needed).ToArray())
        {
            frames.Remove(passed);
        }
    }
}
