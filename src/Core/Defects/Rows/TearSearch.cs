using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// Frames of which some rows show another place than before and after, while the others are as they were: a buffer that was read while it
/// was written, lines that were lost.
/// </summary>
internal static class TearSearch
{
    private const double LeastStep = 8;
    private const int LeastRows = 4;
    private const int LongestTear = 3;
    private const double MostRows = 0.9;
    private const double NormalOfMedian = 1.4826;

    // What is left of the rows' likeness to the same rows in the frames around, at most, and how certain that must be.
    private const double MostAlike = 0.5;
    private const double LeastCertainty = 8;

    /// <summary>Takes down the frames.</summary>
    public static void Run(Volume movie, int plane, RecordingScan scan, FrameFaults faults, CancellationToken token)
    {
        (double[] usual, double[] spreads) = Usual(scan);
        for (int t = 2; t < scan.FrameCount - 1; t++)
        {
            token.ThrowIfCancellationRequested();
            if (faults[t] || faults[t - 1])
            {
                continue;
            }

            for (int end = t + 1; end <= Math.Min(t + LongestTear, scan.FrameCount - 1) && !faults[end]; end++)
            {
                if (IsTorn(t, end))
                {
                    for (int frame = t; frame < end; frame++)
                    {
                        faults.Add(frame, FrameFault.Torn);
                    }

                    break;
                }
            }
        }

        // Rows that change as they never do by themselves, and change back in the frame after the last that is torn.
        bool IsTorn(int frame, int after)
        {
            for (int first = 0; first < scan.Bins; first++)
            {
                int end = first;
                while (end < scan.Bins && Stands(frame, end) && Stands(after, end))
                {
                    end++;
                }

                int top = first * scan.RowsABin;
                int rows = Math.Min((end - first) * scan.RowsABin, movie.Height - top);
                if (rows >= LeastRows && end - first <= MostRows * scan.Bins && IsElsewhere(movie, plane, (frame, after), top, rows))
                {
                    return true;
                }

                first = Math.Max(first, end - 1);
            }

            return false;
        }

        bool Stands(int frame, int bin) => scan.Steps[(frame * scan.Bins) + bin] - usual[bin] > LeastStep * spreads[bin];
    }

    private static (double[] Usual, double[] Spreads) Usual(RecordingScan scan)
    {
        double[] usual = new double[scan.Bins];
        double[] spreads = new double[scan.Bins];
        float[] steps = new float[scan.FrameCount - 1];
        for (int bin = 0; bin < scan.Bins; bin++)
        {
            for (int t = 1; t < scan.FrameCount; t++)
            {
                steps[t - 1] = scan.Steps[(t * scan.Bins) + bin];
            }

            double middle = usual[bin] = OrderStatistics.Median(steps);
            spreads[bin] = NormalOfMedian * OrderStatistics.Median([.. steps.Select(s => (float)Math.Abs(s - middle))]);
        }

        return (usual, spreads);
    }

    /// <summary>Whether rows are much less like those of the frames around than those are like each other.</summary>
    private static bool IsElsewhere(Volume movie, int plane, (int Frame, int After) place, int top, int rows)
    {
        float[] now = Read(place.Frame);
        float[] before = Read(place.Frame - 1);
        float[] after = Read(place.After);
        double usual = Alike(before, after);
        double least = Math.Max(Alike(now, before), Alike(now, after));
        double certainty = (Math.Atanh(Math.Clamp(usual, -0.999, 0.999)) - Math.Atanh(Math.Clamp(least, -0.999, 0.999)))
            * Math.Sqrt(Math.Max(0, now.Length - 3) / 2.0);
        return least < MostAlike * usual && certainty > LeastCertainty && !Leapt(movie, plane, place, (top, top + rows));

        float[] Read(long t)
        {
            float[] block = new float[rows * movie.Width];
            movie.ReadRows<float>(t, plane, top, rows, block);
            return block;
        }
    }

    /// <summary>Whether the other rows show another place, too: the tissue leapt.</summary>
    private static bool Leapt(Volume movie, int plane, (int Frame, int After) place, (int Top, int End) rows)
    {
        float[] now = Whole(place.Frame);
        return IsFar(FrameShift.Of(now, Whole(place.Frame - 1), movie.Width, rows))
            || IsFar(FrameShift.Of(now, Whole(place.After), movie.Width, rows));

        float[] Whole(long t)
        {
            float[] frame = new float[movie.Height * movie.Width];
            movie.ReadPlane<float>(t, plane, frame);
            return frame;
        }

        static bool IsFar((int Rows, int Columns) shift) => Math.Abs(shift.Rows) > 1 || Math.Abs(shift.Columns) > 1;
    }

    private static double Alike(float[] a, float[] b)
    {
        (double n, double sa, double sb, double aa, double bb, double ab) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < a.Length; i++)
        {
            (double x, double y) = (a[i], b[i]);
            if (double.IsFinite(x + y))
            {
                (n, sa, sb, aa, bb, ab) = (n + 1, sa + x, sb + y, aa + (x * x), bb + (y * y), ab + (x * y));
            }
        }

        double covariance = ab - (sa * sb / n);
        double product = (aa - (sa * sa / n)) * (bb - (sb * sb / n));
        return product > 0 ? covariance / Math.Sqrt(product) : 0;
    }
}
