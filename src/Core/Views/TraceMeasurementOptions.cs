using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Views;

/// <summary>How traces of known neurons are measured.</summary>
internal sealed record TraceMeasurementOptions
{
    /// <summary>The radius of a soma, µm, where a neuron does not bring its own footprint.</summary>
    public const double DefaultRadiusUm = 5;

    /// <summary>
    /// Radius of the disc that is averaged, µm; null takes a neuron's own footprint, or else <see cref="DefaultRadiusUm"/>.
    /// </summary>
    public double? RadiusUm { get; init; }

    /// <summary>
    /// Width in the object, µm, of the pixels of whatever does not know its own: the neurons' coordinates, or the volumes.
    /// </summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>How much of the light around a neuron is taken off in each view (see <see cref="NeuropilRing"/>); null for none.</summary>
    public double? NeuropilCoefficient { get; init; }

    /// <summary>Whether to read single pixels at the published places, for coordinates with the published nominal depth.</summary>
    public bool Upstream { get; init; }

    /// <summary>The published super-resolution rate; only read where <see cref="Upstream"/> is set.</summary>
    public double UpsampleRate { get; init; } = 1;

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        ParameterChecks.RequirePositive(RadiusUm, nameof(RadiusUm));
        ParameterChecks.RequirePositive(PixelSizeUm, nameof(PixelSizeUm));
        ParameterChecks.RequirePositive(UpsampleRate, nameof(UpsampleRate));
        if (NeuropilCoefficient is { } coefficient && (!(coefficient is >= 0 and <= 2) || Upstream))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"-NeuropilCoefficient is {coefficient}, and must be from 0 to 2, and absent with "
                        + $"-Preset Upstream, which reads single pixels."),
                coefficient,
                "Give another -NeuropilCoefficient, or none.");
        }
    }
}
