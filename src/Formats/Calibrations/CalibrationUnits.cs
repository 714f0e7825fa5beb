namespace DeepWonder3D.Formats.Calibrations;

/// <summary>
/// The units and the centre of a calibration as its user knows them; null leaves each to the file. The published matrix states none: there
/// view 113 looks straight down, a depth unit is 1 µm and a pixel 1/1.5 µm, which is the ratio that the matrix itself implies for its
/// objective (0.4 numerical aperture over 7.5 views, in air).
/// </summary>
public sealed record CalibrationUnits
{
    /// <summary>Nothing is known.</summary>
    public static CalibrationUnits Unknown { get; } = new();

    /// <summary>What the published matrix means.</summary>
    public static CalibrationUnits Published { get; } =
        new() { CentreView = 113, PixelSizeUm = 1 / 1.5, DepthUnitUm = 1, RefractiveIndex = 1 };

    /// <summary>The number of the view that looks straight down.</summary>
    public int? CentreView { get; init; }

    /// <summary>Width of a calibration's pixel in the object, µm.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The calibration's unit of depth, µm.</summary>
    public double? DepthUnitUm { get; init; }

    /// <summary>The refractive index of what lay between objective and focus.</summary>
    public double? RefractiveIndex { get; init; }

    /// <summary>These units, and the other ones for what these leave open.</summary>
    public CalibrationUnits Or(CalibrationUnits other) => new()
    {
        CentreView = CentreView ?? other.CentreView,
        PixelSizeUm = PixelSizeUm ?? other.PixelSizeUm,
        DepthUnitUm = DepthUnitUm ?? other.DepthUnitUm,
        RefractiveIndex = RefractiveIndex ?? other.RefractiveIndex,
    };

    /// <summary>A calibration in these units, and in the published ones for what these leave open.</summary>
    public ViewCalibration Apply(IEnumerable<ViewPair> pairs)
    {
        CalibrationUnits units = Or(Published);
        return new ViewCalibration(
            pairs, units.CentreView!.Value, units.PixelSizeUm!.Value, units.DepthUnitUm!.Value, units.RefractiveIndex!.Value);
    }
}
