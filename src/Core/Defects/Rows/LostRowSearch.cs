using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// Finds rows that were lost in some frames: all of a row's samples are the same, far from what the row has in the frames around. A few of
/// them cost their frame nothing; a frame that lost many is no data.
/// </summary>
internal static class LostRowSearch
{
    // Standard deviations of the row's own changes, and as a part of its level.
    private const double LeastStep = 5;
    private const double LeastPart = 0.2;

    // What the rows beside may be away from their own level, as a part of how far the lost one is.
    private const double MostBeside = 0.5;

    /// <summary>A frame that lost more of its rows than this is no data.</summary>
    private const double MostRows = 0.1;

    /// <summary>The rows; frames that lost too many are taken down.</summary>
    public static List<LostRow> Run(Volume movie, int plane, RecordingScan scan, FrameFaults faults, RowLevels levels)
    {
        Margin border = Margin.Usual(scan.Margins, [.. Enumerable.Range(0, scan.FrameCount).Where(t => !faults[t])]);
        HashSet<(int Frame, int Row)> flats = [.. scan.FlatRows.Select(flat => (flat.Frame, flat.Row))];
        HashSet<(int Frame, int Row)> lost =
            [.. scan.FlatRows.Where(flat => !faults[flat.Frame] && IsElsewhere(flat)).Select(flat => (flat.Frame, flat.Row))];
        foreach (IGrouping<int, (int Frame, int Row)> frame in lost.GroupBy(l => l.Frame).Where(g => g.Count() > MostRows * movie.Height))
        {
            faults.Add(frame.Key, FrameFault.Striped);
        }

        // Such rows at the top and bottom are no border.
        foreach (int frame in lost.Select(l => l.Frame).Distinct())
        {
            Margin margin = scan.Margins[frame];
            int top = margin.Top;
            int bottom = margin.Bottom;
            while (top > 0 && lost.Contains((frame, top - 1)))
            {
                top--;
            }

            while (bottom > 0 && lost.Contains((frame, movie.Height - bottom)))
            {
                bottom--;
            }

            scan.NoData[frame] -= (margin.Top - top + margin.Bottom - bottom) * movie.Width;
            scan.Margins[frame] = margin with { Top = top, Bottom = bottom };
        }

        List<LostRow> rows = [];
        foreach ((int frame, int row) in lost.Where(l => !faults[l.Frame]).Order())
        {
            long before = Nearest(frame, row, -1);
            long after = Nearest(frame, row, 1);
            if (before >= 0 || after >= 0)
            {
                rows.Add(new LostRow(frame, plane, row, before >= 0 ? before : after, after >= 0 ? after : before));
            }

            // A row that is not there has no level.
            scan.Rows[(frame * scan.Bins) + (row / scan.RowsABin)] = float.NaN;
        }

        return rows;

        bool IsElsewhere((int Frame, int Row, float Sample) flat)
        {
            int bin = flat.Row / scan.RowsABin;
            if (flat.Row < border.Top || flat.Row >= movie.Height - border.Bottom)
            {
                return false;
            }

            double away = Math.Abs(flat.Sample - levels.Usual[bin]);
            return away > LeastStep * levels.Spread[bin] * Math.Sqrt(scan.RowsABin) && away > LeastPart * Math.Abs(levels.Usual[bin])
                && IsUsual(flat, -1, MostBeside * away) && IsUsual(flat, 1, MostBeside * away);
        }

        // Where all is dark, as between the cells of a movie without background, the rows beside are dark as well.
        bool IsUsual((int Frame, int Row, float Sample) flat, int step, double most)
        {
            int row = flat.Row;
            while (row >= border.Top && row < movie.Height - border.Bottom
                && (flats.Contains((flat.Frame, row)) || row / scan.RowsABin == flat.Row / scan.RowsABin))
            {
                row += step;
            }

            return row < border.Top || row >= movie.Height - border.Bottom
                || Math.Abs(scan.Rows[(flat.Frame * scan.Bins) + (row / scan.RowsABin)] - levels.Usual[row / scan.RowsABin]) < most;
        }

        long Nearest(int frame, int row, int step)
        {
            long t = faults.Nearest(frame + step, step);
            while (t >= 0 && lost.Contains(((int)t, row)))
            {
                t = faults.Nearest(t + step, step);
            }

            return t;
        }
    }
}
