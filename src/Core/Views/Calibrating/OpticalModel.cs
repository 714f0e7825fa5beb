using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>
/// A calibration from the optics alone. Each lenslet's image is the pupil, cut into so many views along its diameter; a view looks along
/// the chief ray of its part. At the fraction ρ of the pupil's radius a ray leaves the sample under sin θ = NA · ρ / n (Abbe's sine
/// condition), and moves by tan θ for each µm of depth.
/// </summary>
internal sealed record OpticalModel
{
    /// <summary>Numerical aperture of the objective.</summary>
    public required double NumericalAperture { get; init; }

    /// <summary>Views along the pupil's diameter: sensor pixels under a lenslet.</summary>
    public int ViewsAlongSide { get; init; } = 15;

    /// <summary>Views further from the centre than so many steps are left out.</summary>
    public double UsedRadius { get; init; } = 5;

    /// <summary>Distance between lenslets, µm.</summary>
    public required double LensletPitchUm { get; init; }

    /// <summary>Magnification from the sample to the lenslets.</summary>
    public required double Magnification { get; init; }

    /// <summary>Refractive index of what lies around the neurons.</summary>
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>A view's pixel is one lenslet: its pitch in the object, µm.</summary>
    public double PixelSizeUm => LensletPitchUm / Magnification;

    private int Centre => ViewsAlongSide / 2;

    /// <summary>The ids of the views used: side · row + column + 1, from the first row of the pupil.</summary>
    public IEnumerable<int> Views => Enumerable.Range(1, ViewsAlongSide * ViewsAlongSide).Where(id =>
    {
        (int row, int column) = StepsOf(id);
        return (row * row) + (column * column) <= UsedRadius * UsedRadius;
    });

    /// <summary>The calibration: depth in µm of the sample, no intercepts, centred on the middle view.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.OpticsImpossible"/>.</exception>
    public ViewCalibration Calibrate()
    {
        Check();
        return new ViewCalibration(ViewPair.All(Views, SlopeOf), (Centre * ViewsAlongSide) + Centre + 1, PixelSizeUm);
    }

    private (int Row, int Column) StepsOf(int id) => (((id - 1) / ViewsAlongSide) - Centre, ((id - 1) % ViewsAlongSide) - Centre);

    private (double Row, double Column) SlopeOf(int id)
    {
        (int row, int column) = StepsOf(id);
        double perStep = NumericalAperture / RefractiveIndex / (0.5 * ViewsAlongSide);
        double squaredSine = perStep * perStep * ((row * row) + (column * column));
        double pixels = perStep / Math.Sqrt(1 - squaredSine) / PixelSizeUm;
        return (row * pixels, column * pixels);
    }

    private void Check()
    {
        Require(
            NumericalAperture > 0 && NumericalAperture < RefractiveIndex,
            $"a numerical aperture of {NumericalAperture} is not between 0 and the refractive index {RefractiveIndex}");
        Require(LensletPitchUm > 0 && double.IsFinite(LensletPitchUm), $"a lenslet pitch of {LensletPitchUm} µm is not above 0");
        Require(Magnification > 0 && double.IsFinite(Magnification), $"a magnification of {Magnification} is not above 0");
        Require(ViewsAlongSide >= 3
            && ViewsAlongSide % 2 == 1, $"{ViewsAlongSide} views along a side have no centre: an odd number of 3 or more has");
        Require(
            UsedRadius >= 1 && UsedRadius <= 0.5 * ViewsAlongSide,
            $"a radius of {UsedRadius} steps does not lie between 1 and half of the {ViewsAlongSide} views");
    }

    private static void Require(bool holds, FormattableString why)
    {
        if (!holds)
        {
            string reason = FormattableString.Invariant(why);
            throw new DeepWonderException(ErrorId.OpticsImpossible, $"These optics cannot be: {reason}.", null, "Correct the parameter.");
        }
    }
}
