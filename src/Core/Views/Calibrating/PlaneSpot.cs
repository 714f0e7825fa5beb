namespace DeepWonder3D.Views.Calibrating;

/// <summary>Where a bead's image lies in one plane of a PSF stack.</summary>
/// <param name="Row">Sub-pixel row, from 0; NaN where the plane shows no spot.</param>
/// <param name="Column">Sub-pixel column.</param>
/// <param name="SaturatedCount">Pixels of the spot that share the plane's largest sample: more than a few are a clipped top.</param>
internal readonly record struct PlaneSpot(double Row, double Column, int SaturatedCount)
{
    public static readonly PlaneSpot None = new(double.NaN, double.NaN, 0);

    public bool IsFound => double.IsFinite(Row);
}
