using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>
/// Frames in which some rows are brighter or darker over all of their width, with sharp edges above and below: light for stimulation, a
/// lamp, a line that was lost. Activity is as wide as cells and as neuropil, and has no edge along a row.
/// </summary>
internal static class StripeSearch
{
    private const int Reach = 6;
    private const double LeastStep = 10;
    private const double MostBeside = 0.3;
    private const int Pieces = 8;
    private const double LeastPart = 0.25;
    private const double MostRows = 0.9;
    private const double NormalOfMedian = 1.4826;

    /// <summary>Takes down the frames.</summary>
    public static void Run(Volume movie, int plane, RecordingScan scan, FrameFaults faults, CancellationToken token)
    {
        double[] spreads = Spreads(scan);
        float[] change = new float[scan.Bins];
        float[] window = new float[2 * Reach];
        for (int t = 0; t < scan.FrameCount; t++)
        {
            token.ThrowIfCancellationRequested();
            if (faults[t] || !Changes(scan, faults, t, window, change))
            {
                continue;
            }

            for (int first = 0; first < scan.Bins; first++)
            {
                int end = RunEnd(change, spreads, first);
                if (end > first && IsStripe(movie, plane, scan, faults, t, change, (first, end)))
                {
                    faults.Add(t, FrameFault.Striped);
                    break;
                }

                first = Math.Max(first, end - 1);
            }
        }
    }

    /// <summary>How much each row changes from frame to frame, without what a few frames do.</summary>
    private static double[] Spreads(RecordingScan scan)
    {
        double[] spreads = new double[scan.Bins];
        float[] steps = new float[scan.FrameCount - 1];
        for (int bin = 0; bin < scan.Bins; bin++)
        {
            int count = 0;
            for (int t = 1; t < scan.FrameCount; t++)
            {
                float step = Math.Abs(scan.Rows[(t * scan.Bins) + bin] - scan.Rows[((t - 1) * scan.Bins) + bin]);
                if (float.IsFinite(step))
                {
                    steps[count++] = step;
                }
            }

            spreads[bin] = count > 0 ? NormalOfMedian * OrderStatistics.Median(steps.AsSpan(0, count)) / Math.Sqrt(2) : 0;
        }

        return spreads;
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

    private static int RunEnd(float[] change, double[] spreads, int first)
    {
        int end = first;
        while (end < change.Length && Math.Abs(change[end]) > LeastStep * spreads[end] && spreads[end] > 0
            && change[end] * change[first] > 0 && Math.Abs(change[end]) > 0.3 * Math.Abs(change[first]))
        {
            end++;
        }

        return end;
    }

    private static bool IsStripe(
        Volume movie, int plane, RecordingScan scan, FrameFaults faults, int frame, float[] change, (int First, int End) run)
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
        for (int piece = 0; piece < Pieces; piece++)
        {
            int left = movie.Width * piece / Pieces;
            int right = movie.Width * (piece + 1) / Pieces;
            double level = Mean(now);
            double other = earlier is null ? Mean(later!) : later is null ? Mean(earlier) : Nearer(Mean(earlier), Mean(later));

            // Every piece of the width changes by a good part of what the whole does, or goes dark as far as it can.
            if ((level - other) * Math.Sign(change[run.First]) < LeastPart * size && !(level < 0.5 * other))
            {
                return false;
            }

            double Mean(float[] block)
            {
                double sum = 0;
                for (int y = 0; y < rows; y++)
                {
                    for (int x = left; x < right; x++)
                    {
                        sum += float.IsFinite(block[(y * movie.Width) + x]) ? block[(y * movie.Width) + x] : 0;
                    }
                }

                return sum / (rows * (right - left));
            }

            // Neighbours may be lit too: the one that is less so counts.
            double Nearer(double a, double b) => change[run.First] > 0 ? Math.Min(a, b) : Math.Max(a, b);
        }

        return true;

        float[] Read(long t)
        {
            float[] block = new float[rows * movie.Width];
            movie.ReadRows<float>(t, plane, top, rows, block);
            return block;
        }
    }
}
