namespace DeepWonder3D.Views.Placing;

/// <summary>
/// One line for each view at hand, by the view's place in the list. A calibration states a line for every pair, and measured pairs do not
/// close exactly; these are the lines against the centre view that fit all pairs at hand best (least squares).
/// </summary>
internal sealed class ViewLines
{
    private readonly ViewLine[] _lines;

    /// <param name="calibration">How the views move with depth.</param>
    /// <param name="viewIds">The views at hand.</param>
    /// <param name="pixelSizeUm">Width of a view's pixel in the object, µm, in which offsets are to be counted.</param>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.ViewPairMissing"/>: the calibration lacks a pair.</exception>
    public ViewLines(ViewCalibration calibration, IReadOnlyList<int> viewIds, double pixelSizeUm)
    {
        int[] all = [.. viewIds.Union([calibration.CentreView])];
        double pixels = calibration.PixelSizeUm / pixelSizeUm;
        ViewLine centre = MeanAgainst(calibration, calibration.CentreView, all, pixels);
        _lines = [.. viewIds.Select(id => MeanAgainst(calibration, id, all, pixels) - centre)];
    }

    public int Count => _lines.Length;

    public ViewLine this[int view] => _lines[view];

    /// <summary>The largest distance, pixels a raw unit, by which a view's image moves against that of the view nearest to it.</summary>
    public double LargestStep() => _lines.Length < 2 ? 0 : Enumerable.Range(0, _lines.Length).Max(
        view => Enumerable.Range(0, _lines.Length).Where(other => other != view).Min(
            other => Math.Sqrt((_lines[view] - _lines[other]).SquaredSlope)));

    /// <summary>With all pairs alike, least squares over them puts a view at the mean of its lines against every view.</summary>
    private static ViewLine MeanAgainst(ViewCalibration calibration, int view, int[] all, double pixels)
    {
        double rowOffset = 0;
        double rowSlope = 0;
        double columnOffset = 0;
        double columnSlope = 0;
        foreach (int other in all)
        {
            ViewPair pair = calibration.Between(view, other);
            rowOffset += pair.RowIntercept;
            rowSlope += pair.RowSlope;
            columnOffset += pair.ColumnIntercept;
            columnSlope += pair.ColumnSlope;
        }

        double n = all.Length;
        return new ViewLine(pixels * rowOffset / n, rowSlope / n, pixels * columnOffset / n, columnSlope / n);
    }
}

/// <summary>
/// How far a view's image of a point lies from the centre view's: <c>offset + slope · depth</c>, view pixels, depth in raw units.
/// </summary>
/// <param name="RowOffset">Rows at depth 0.</param>
/// <param name="RowSlope">Rows a raw unit of depth.</param>
/// <param name="ColumnOffset">Columns at depth 0.</param>
/// <param name="ColumnSlope">Columns a raw unit of depth.</param>
internal readonly record struct ViewLine(double RowOffset, double RowSlope, double ColumnOffset, double ColumnSlope)
{
    public double SquaredSlope => (RowSlope * RowSlope) + (ColumnSlope * ColumnSlope);

    public static ViewLine operator -(ViewLine a, ViewLine b) =>
        new(a.RowOffset - b.RowOffset, a.RowSlope - b.RowSlope, a.ColumnOffset - b.ColumnOffset, a.ColumnSlope - b.ColumnSlope);

    /// <summary>Where the view sees what the centre view sees at a place, at a raw depth.</summary>
    public (double Row, double Column) At(double row, double column, double rawDepth) =>
        (row + RowOffset + (RowSlope * rawDepth), column + ColumnOffset + (ColumnSlope * rawDepth));
}
