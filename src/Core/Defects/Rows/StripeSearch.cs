using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// Frames in which some rows are brighter or darker over all of their width, with sharp edges above and below: light for stimulation, a
/// lamp, a line that was lost. Activity is as wide as cells and as neuropil, and has no edge along a row.
/// </summary>
internal static class StripeSearch
{
    private const int Reach = 6;
    private const double LeastStep = 10;

    // Where a row holds few photons, rows that go dark all of their width stand out by less each, and together by as much.
    private const double LeastDarkStep = 4;
    private const double MostBeside = 0.3;
    private const int Pieces = 8;
    private const double LeastPart = 0.25;
    private const double MostRows = 0.9;

    /// <summary>Takes down the frames.</summary>
    public static void Run(Volume movie, int plane, RecordingScan scan, FrameFaults faults, RowLevels levels, CancellationToken token)
    {
        double[] spreads = levels.Spread;
        float[] change = new float[scan.Bins];
        float[] window = new float[2 * Reach];
        for (int t = 0; t < scan.FrameCount; t++)
        {
            token.ThrowIfCancellationRequested();
            if (faults[t] || !Changes(scan, faults, t, window, change))
            {
                continue;
            }

            if (Any(LeastStep, 1, isDark: false) || Any(LeastDarkStep, LeastStep / LeastDarkStep, isDark: true))
            {
                faults.Add(t, FrameFault.Striped);
            }

            bool Any(double least, double together, bool isDark)
            {
                for (int first = 0; first < scan.Bins; first++)
                {
                    int end = RunEnd(change, spreads, first, least);
                    if (end - first >= together * together && (!isDark || change[first] < 0)
                        && IsStripe(movie, plane, scan, faults, t, change, (first, end), isDark))
                    {
                        return true;
                    }

                    first = Math.Max(first, end - 1);
                }

                return false;
            }
        }
    }

    /// <summary>How far each row lies from the median of the frames around.</summary>
    private static bool Changes(RecordingScan scan, FrameFaults faults, int frame, float[] window, float[] change)
    {
        int from = Math.Max(0, frame - Reach);
        int to = Math.Min(scan.FrameCount - 1, frame + Reach);
        for (int bin = 0; bin < scan.Bins; bin++)
        {
            int count = 0;
            for (int t = from; t <= to; t++)
            {
                float level = scan.Rows[(t * scan.Bins) + bin];
                if (t != frame && !faults[t] && float.IsFinite(level))
                {
                    window[count++] = level;
                }
            }

            if (count < 3)
            {
                return false;
            }

            change[bin] = scan.Rows[(frame * scan.Bins) + bin] - (float)OrderStatistics.Median(window.AsSpan(0, count));
        }

        return true;
    }

    private static int RunEnd(float[] change, double[] spreads, int first, double least)
    {
        int end = first;
        while (end < change.Length && Math.Abs(change[end]) > least * spreads[end] && spreads[end] > 0
            && change[end] * change[first] > 0 && Math.Abs(change[end]) > 0.3 * Math.Abs(change[first]))
        {
            end++;
        }

        return end;
    }

    private static bool IsStripe(
        Volume movie,
        int plane,
        RecordingScan scan,
        FrameFaults faults,
        int frame,
        float[] change,
        (int First, int End) run,
        bool isDark)
    {
        if (run.End - run.First > MostRows * scan.Bins)
        {
            return false;
        }

        float[] inside = [.. change[run.First..run.End].Select(Math.Abs)];
        double size = OrderStatistics.Median(inside);

        // Beside a stripe, one row away from its edge, there is hardly anything of it.
        if ((run.First >= 2 && Math.Abs(change[run.First - 2]) > MostBeside * size)
            || (run.End + 1 < scan.Bins && Math.Abs(change[run.End + 1]) > MostBeside * size))
        {
            return false;
        }

        long before = faults.Nearest(frame - 1, -1);
        long after = faults.Nearest(frame + 1, 1);
        (int top, int rows) = (run.First * scan.RowsABin, Math.Min(run.End * scan.RowsABin, movie.Height) - (run.First * scan.RowsABin));
        float[] now = Read(frame);
        float[]? earlier = before < 0 ? null : Read(before);
        float[]? later = after < 0 ? null : Read(after);
        return Stands(default, default) && Stands(ShiftTo(earlier), ShiftTo(later));

        // Tissue that leapt has other rows there: those count that its rows were before and will be after.
        (int Rows, int Columns) ShiftTo(float[]? other) =>
            other is null ? default : FrameShift.Of(now, other, movie.Width, (top, top + rows));

        bool Stands((int Rows, int Columns) toEarlier, (int Rows, int Columns) toLater)
        {
            for (int piece = 0; piece < Pieces; piece++)
            {
                int left = movie.Width * piece / Pieces;
                int right = movie.Width * (piece + 1) / Pieces;
                double level = Mean(now, default);
                double other = earlier is null ? Mean(later!, toLater)
                    : later is null ? Mean(earlier, toEarlier)
                    : Nearer(Mean(earlier, toEarlier), Mean(later, toLater));

                // Every piece of the width changes by a good part of what the whole does, or goes dark as far as it can.
                if ((isDark || (level - other) * Math.Sign(change[run.First]) < LeastPart * size) && !(level < 0.5 * other))
                {
                    return false;
                }

                double Mean(float[] samples, (int Rows, int Columns) shift)
                {
                    (double sum, int count) = (0, 0);
                    int first = Math.Clamp(top + shift.Rows, 0, movie.Height - rows);
                    for (int y = first; y < first + rows; y++)
                    {
                        for (int x = Math.Max(0, left + shift.Columns); x < Math.Min(movie.Width, right + shift.Columns); x++)
                        {
                            float sample = samples[(y * movie.Width) + x];
                            (sum, count) = float.IsFinite(sample) ? (sum + sample, count + 1) : (sum, count);
                        }
                    }

                    return sum / Math.Max(1, count);
                }
            }

            return true;

            // Neighbours may be lit too: the one that is less so counts.
            double Nearer(double a, double b) => change[run.First] > 0 ? Math.Min(a, b) : Math.Max(a, b);
        }

        float[] Read(long t)
        {
            float[] samples = new float[movie.Height * movie.Width];
            movie.ReadPlane<float>(t, plane, samples);
            return samples;
        }
    }
}
