using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Views.LightField;

namespace DeepWonder3D.Simulation;

/// <summary>A camera behind a lenslet array: under each lenslet an image of the pupil, as many sensor pixels wide as the pitch.</summary>
internal sealed record LightFieldSensor
{
    /// <summary>Sensor pixels between lenslets; need not be whole.</summary>
    public double PitchPx { get; init; } = 15;

    /// <summary>By how much the lenslets are turned against the sensor, degrees.</summary>
    public double RotationDegrees { get; init; }

    /// <summary>Parts of the pupil along its diameter that are simulated one by one; what lies between them is interpolated.</summary>
    public int ViewsAlongSide { get; init; } = 15;

    /// <summary>Parts further from the pupil's centre than so many steps are dark.</summary>
    public double PupilRadius { get; init; } = 6;

    /// <summary>Numerical aperture of the objective.</summary>
    public double NumericalAperture { get; init; } = 0.4;

    public LensletGrid Grid => LensletGrid.Square(PitchPx, RotationDegrees);

    /// <summary>How the parts of the pupil see depth, a pixel being one lenslet.</summary>
    /// <param name="pixelSizeUm">Width of a lenslet in the object.</param>
    /// <param name="radius">Parts within so many steps.</param>
    public ViewCalibration Calibration(double pixelSizeUm, double radius) => new OpticalModel
    {
        NumericalAperture = NumericalAperture,
        ViewsAlongSide = ViewsAlongSide,
        UsedRadius = radius,
        LensletPitchUm = pixelSizeUm,
        Magnification = 1,
    }.Calibrate();
}
