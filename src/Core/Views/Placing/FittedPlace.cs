namespace DeepWonder3D.Views.Placing;

/// <summary>Where weighted least squares puts a point, and how well it is known if a detection's error is 1 / √weight.</summary>
/// <param name="Row">Row in the centre view.</param>
/// <param name="Column">Column in the centre view.</param>
/// <param name="RawDepth">Raw depth; NaN where the views have no parallax.</param>
/// <param name="RowVariance">Variance of the row, px².</param>
/// <param name="ColumnVariance">Variance of the column, px².</param>
/// <param name="DepthVariance">Variance of the raw depth; infinite where the views have no parallax.</param>
internal readonly record struct FittedPlace(
    double Row, double Column, double RawDepth, double RowVariance, double ColumnVariance, double DepthVariance)
{
    /// <summary>Raw depth, or 0 where it is unknown: views without parallax see a neuron of any depth at the same place.</summary>
    public double DepthOrZero => double.IsNaN(RawDepth) ? 0 : RawDepth;
}
