namespace DeepWonder3D.Simulation;

/// <summary>How the microscope and the tissue in front of a source shape its image.</summary>
internal sealed record OpticsOptions
{
    /// <summary>Standard deviation of the Gaussian point spread in focus.</summary>
    public double BlurSigmaUm { get; init; } = 3.5;

    /// <summary>What defocus adds to it (in quadrature), µm a µm from the focal plane.</summary>
    public double DefocusBlur { get; init; } = 0.1;

    /// <summary>What scattering adds to it (in quadrature), µm a µm below the tissue's surface.</summary>
    public double ScatterBlur { get; init; } = 0.02;

    /// <summary>Depth in focus, of views and plain movies; each plane of a volume is its own.</summary>
    public double FocusUm { get; init; }

    /// <summary>Standard deviation in depth of two-photon excitation; null where the whole depth glows (one photon).</summary>
    public double? AxialSigmaUm { get; init; }

    /// <summary>Depth over which light falls to 1/e; brightness is stated at depth 0.</summary>
    public double ScatteringLengthUm { get; init; } = 100;

    /// <summary>Refractive index by which the calibration's depth in air is multiplied; 1 where the slopes are per µm of tissue.</summary>
    public double RefractiveIndex { get; init; } = 1;

    /// <summary>Share of light lost from the centre to the corners.</summary>
    public double IlluminationFalloff { get; init; } = 0.25;

    /// <summary>Difference of light between the brightest and the darkest edge, as a share of the mean, in a random direction.</summary>
    public double IlluminationTilt { get; init; } = 0.1;
}
