using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>
/// Directions for views that are made from volumes: one straight down, the others evenly around a cone. Depth is in µm of the sample.
/// </summary>
internal sealed record ConeModel
{
    /// <summary>Angle between the outer views and the axis, degrees.</summary>
    public required double TiltDegrees { get; init; }

    /// <summary>Views with the centre: view 1 is the centre, the others follow from the right (columns) downwards (rows).</summary>
    public int ViewCount { get; init; } = 7;

    /// <summary>Width in the object, µm, of a pixel in which slopes are stated.</summary>
    public required double PixelSizeUm { get; init; }

    /// <summary>The calibration.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.OpticsImpossible"/>.</exception>
    public ViewCalibration Calibrate()
    {
        if (!(TiltDegrees is > 0 and < 90) || ViewCount < 3 || !(PixelSizeUm > 0 && double.IsFinite(PixelSizeUm)))
        {
            throw new DeepWonderException(
                ErrorId.OpticsImpossible,
                FormattableString.Invariant($"{ViewCount} views tilted by {TiltDegrees}° in pixels of {PixelSizeUm} µm cannot be."),
                null,
                "Give an angle between 0 and 90 degrees, three views or more, and a pixel size above 0.");
        }

        return new ViewCalibration(ViewPair.All(Enumerable.Range(1, ViewCount), SlopeOf), centreView: 1, PixelSizeUm);
    }

    private (double Row, double Column) SlopeOf(int view)
    {
        double length = view == 1 ? 0 : Math.Tan(TiltDegrees * Math.PI / 180) / PixelSizeUm;
        double azimuth = 2 * Math.PI * (view - 2) / (ViewCount - 1);
        return (length * Math.Sin(azimuth), length * Math.Cos(azimuth));
    }
}
