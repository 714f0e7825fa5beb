using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// How bright each row of a plane is, and how much that changes from frame to frame, where its samples are not all the same.
/// </summary>
internal sealed class RowLevels
{
    private const double NormalOfMedian = 1.4826;

    private RowLevels(int bins)
    {
        Usual = new double[bins];
        Spread = new double[bins];
    }

    /// <summary>The median level, for each bin of rows; NaN where there is no data.</summary>
    public double[] Usual { get; }

    /// <summary>The standard deviation of what changes from frame to frame, for each bin of rows.</summary>
    public double[] Spread { get; }

    /// <summary>Those of a plane.</summary>
    /// <param name="scan">What is known of its frames.</param>
    /// <param name="faults">The frames that are no data.</param>
    /// <param name="more">The standard deviation of what else may change in some frames.</param>
    public static RowLevels Of(RecordingScan scan, FrameFaults faults, double more = 0)
    {
        RowLevels levels = new(scan.Bins);
        float[] values = new float[scan.FrameCount];
        float[] steps = new float[scan.FrameCount];
        HashSet<(int Frame, int Bin)> flat = [.. scan.FlatRows.Select(row => (row.Frame, row.Row / scan.RowsABin))];
        for (int bin = 0; bin < scan.Bins; bin++)
        {
            (int count, int stepCount, float before) = (0, 0, float.NaN);
            for (int t = 0; t < scan.FrameCount; t++)
            {
                // A row that may be lost says nothing of what it has otherwise, however many frames it is lost in.
                float level = faults[t] || flat.Contains((t, bin)) ? float.NaN : scan.Rows[(t * scan.Bins) + bin];
                if (float.IsFinite(level))
                {
                    values[count++] = level;
                }

                if (float.IsFinite(level - before))
                {
                    steps[stepCount++] = Math.Abs(level - before);
                }

                before = level;
            }

            levels.Usual[bin] = count > 0 ? OrderStatistics.Median(values.AsSpan(0, count)) : double.NaN;
            levels.Spread[bin] = stepCount > 0 ? NormalOfMedian * OrderStatistics.Median(steps.AsSpan(0, stepCount)) / Math.Sqrt(2) : 0;
            levels.Spread[bin] = double.Hypot(levels.Spread[bin], more);
        }

        return levels;
    }
}
