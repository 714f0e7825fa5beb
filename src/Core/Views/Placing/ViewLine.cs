namespace DeepWonder3D.Views.Placing;

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
