using DeepWonder3D.Errors;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Views;

/// <summary>How traces of known neurons are measured.</summary>
internal sealed record TraceMeasurementOptions
{
    /// <summary>The radius of a soma, µm, where a neuron does not bring its own footprint.</summary>
    public const double DefaultRadiusUm = 5;

    /// <summary>
    /// Radius of the disc that stands for a neuron, µm; null takes a neuron's own footprint, or else <see cref="DefaultRadiusUm"/>.
    /// </summary>
    public double? RadiusUm { get; init; }

    /// <summary>
    /// Width in the object, µm, of the pixels of whatever does not know its own: the neurons' coordinates, or the volumes.
    /// </summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>What traces are measured in, and how; not read where <see cref="Upstream"/> is set.</summary>
    public TraceOptions Traces { get; init; } = new();

    /// <summary>
    /// Whether the recording is laid over the picture of the one that neurons of a view were found in; not where <see cref="Upstream"/> is
    /// set, nor for neurons in space.
    /// </summary>
    public bool Aligns { get; init; } = true;

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
        Traces.Check();
        if (Upstream && (Traces.NeuropilCoefficient is not null || Traces.Source == TraceSource.Recording || Traces.Volumes.Count > 0
            || Traces.OtherChannels.Count > 0))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                "-Preset Upstream reads single pixels of the movie as it is; -NeuropilCoefficient, -TraceFrom and -OtherChannel do not go "
                    + "with it.",
                nameof(Upstream),
                "Leave them out, or the preset.");
        }
    }
}
