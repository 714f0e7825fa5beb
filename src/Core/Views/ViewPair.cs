namespace DeepWonder3D.Views;

/// <summary>
/// How far one view's image lies from another's, as a straight line over depth:
/// <c>position(Source) − position(Target) = intercept + slope · depth</c>, in calibration pixels and depth units.
/// </summary>
/// <param name="Source">The one view's id.</param>
/// <param name="Target">The other view's id.</param>
/// <param name="RowSlope">Rows a depth unit.</param>
/// <param name="RowIntercept">Rows at depth 0.</param>
/// <param name="ColumnSlope">Columns a depth unit.</param>
/// <param name="ColumnIntercept">Columns at depth 0.</param>
public readonly record struct ViewPair(
    int Source, int Target, double RowSlope, double RowIntercept, double ColumnSlope, double ColumnIntercept)
{
    /// <summary>The same pair seen from the other view.</summary>
    public ViewPair Reversed() => new(Target, Source, -RowSlope, -RowIntercept, -ColumnSlope, -ColumnIntercept);
}
