using DeepWonder3D.Errors;

namespace DeepWonder3D.Views;

/// <summary>
/// The slopes of a calibration between the views at hand, as tables by the view's place in the list. Making one proves that the calibration
/// covers the views.
/// </summary>
internal sealed class ViewSlopes
{
    private readonly ViewPair[,] _pairs;
    private readonly ViewPair[] _fromCentre;

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewPairMissing"/>: the calibration lacks a view or a pair.</exception>
    public ViewSlopes(ViewCalibration calibration, IReadOnlyList<int> viewIds)
    {
        _pairs = new ViewPair[viewIds.Count, viewIds.Count];
        _fromCentre = new ViewPair[viewIds.Count];
        for (int j = 0; j < viewIds.Count; j++)
        {
            _fromCentre[j] = FromCentre(calibration, viewIds[j]);
            for (int k = 0; k < viewIds.Count; k++)
            {
                _pairs[j, k] = calibration.Between(viewIds[j], viewIds[k]);
            }
        }
    }

    /// <summary>Slopes of <c>position(source) − position(target)</c> over raw depth.</summary>
    public (double Row, double Column) Between(int source, int target) =>
        (_pairs[source, target].RowSlope, _pairs[source, target].ColumnSlope);

    /// <summary>Slopes of <c>position(centre) − position(view)</c> over raw depth.</summary>
    public (double Row, double Column) FromCentre(int view) => (_fromCentre[view].RowSlope, _fromCentre[view].ColumnSlope);

    /// <summary>The line from the centre view to a view; the error names a view that the calibration does not know at all.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewPairMissing"/>.</exception>
    public static ViewPair FromCentre(ViewCalibration calibration, int viewId) =>
        calibration.Views.Contains(viewId)
            ? calibration.Between(calibration.CentreView, viewId)
            : throw new DeepWonderException(
                ErrorId.ViewPairMissing,
                $"The calibration does not cover view {viewId}; it covers {calibration.Views.Count} views from "
                    + $"{calibration.Views[0]} to {calibration.Views[^1]}.",
                viewId,
                "Use the calibration of the microscope that made these views, or leave the view out.");
}
