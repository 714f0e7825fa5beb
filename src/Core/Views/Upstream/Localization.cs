using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Upstream;

/// <summary>Where a group of detections lies in space, by least squares over all pairs of its views.</summary>
/// <param name="RawDepth">Depth in raw units; NaN where the views have no parallax.</param>
/// <param name="Row">Row in the centre view.</param>
/// <param name="Column">Column in the centre view.</param>
/// <param name="ResidualPx">Root mean square distance between where the views saw it and where this puts it.</param>
internal readonly record struct Localization(double RawDepth, double Row, double Column, double ResidualPx)
{
    /// <param name="members">The group, one detection a view.</param>
    /// <param name="detections">All detections.</param>
    /// <param name="slopes">The calibration's slopes between the detections' views.</param>
    /// <param name="shiftFactor">What lateral shifts are multiplied by: <see cref="DepthScale.ShiftFactor"/>.</param>
    public static Localization Of(ReadOnlySpan<int> members, Detections detections, ViewSlopes slopes, double shiftFactor)
    {
        double depth = RawDepthOf(members, detections, slopes);
        double shift = double.IsNaN(depth) ? 0 : depth * shiftFactor;
        double row = 0;
        double column = 0;
        foreach (int member in members)
        {
            (double slopeRow, double slopeColumn) = slopes.FromCentre(detections.ViewOf(member));
            row += detections.RowOf(member) + (slopeRow * shift);
            column += detections.ColumnOf(member) + (slopeColumn * shift);
        }

        row /= members.Length;
        column /= members.Length;
        double squares = 0;
        foreach (int member in members)
        {
            (double slopeRow, double slopeColumn) = slopes.FromCentre(detections.ViewOf(member));
            double rows = detections.RowOf(member) - (row - (slopeRow * shift));
            double columns = detections.ColumnOf(member) - (column - (slopeColumn * shift));
            squares += (rows * rows) + (columns * columns);
        }

        return new Localization(depth, row, column, Math.Sqrt(squares / members.Length));
    }

    /// <summary>
    /// <c>Σ slope·shift / Σ slope²</c> over all pairs and both axes: the line through the origin that fits the shifts between views best.
    /// The calibration's intercepts are left out, as published.
    /// </summary>
    private static double RawDepthOf(ReadOnlySpan<int> members, Detections detections, ViewSlopes slopes)
    {
        double products = 0;
        double squares = 0;
        for (int j = 0; j < members.Length; j++)
        {
            for (int k = j + 1; k < members.Length; k++)
            {
                (double row, double column) = slopes.Between(detections.ViewOf(members[j]), detections.ViewOf(members[k]));
                products += row * (detections.RowOf(members[j]) - detections.RowOf(members[k]));
                products += column * (detections.ColumnOf(members[j]) - detections.ColumnOf(members[k]));
                squares += (row * row) + (column * column);
            }
        }

        return squares > 0 ? products / squares : double.NaN;
    }
}
