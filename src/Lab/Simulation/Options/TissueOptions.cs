namespace DeepWonder3D.Simulation;

/// <summary>What lies around the neurons that are to be found.</summary>
internal sealed record TissueOptions
{
    /// <summary>Depth of the tissue's surface.</summary>
    public double SurfaceUm { get; init; } = -90;

    /// <summary>Depth down to which cells are made.</summary>
    public double BottomUm { get; init; } = 150;

    /// <summary>Labelled cells a mm³ above and below the neurons' range; they fire as the neurons do.</summary>
    public double OutOfRangeDensityPerMm3 { get; init; } = 2_000;

    /// <summary>
    /// Depth on either side of the neurons' range without labelled cells, so that it is plain which neuron is to be found.
    /// </summary>
    public double GapUm { get; init; } = 40;

    /// <summary>Unlabelled cells a mm³: dark holes in the neuropil of an optical section, unseen otherwise.</summary>
    public double UnlabelledDensityPerMm3 { get; init; }

    /// <summary>Photons a µm² a second from neuropil, mean over the field.</summary>
    public double NeuropilRate { get; init; } = 600;

    /// <summary>Spatially smooth components with a time course of their own, beside the one that all neuropil shares.</summary>
    public int NeuropilComponents { get; init; } = 6;

    /// <summary>Correlation length of the components and of resting neuropil.</summary>
    public double NeuropilLengthUm { get; init; } = 60;

    /// <summary>Standard deviation over time of the neuropil's relative change, of the shared and of the local part together.</summary>
    public double NeuropilModulation { get; init; } = 0.05;

    /// <summary>Share of that variance that all neuropil has in common.</summary>
    public double NeuropilCoherence { get; init; } = 0.5;

    /// <summary>Correlation time of the neuropil's drive, before the indicator slows it.</summary>
    public double NeuropilTimeS { get; init; } = 1.5;

    /// <summary>Standard deviation over space of resting neuropil, relative, at its correlation length.</summary>
    public double NeuropilContrast { get; init; } = 0.2;

    /// <summary>The same of the grain within neuropil.</summary>
    public double GrainContrast { get; init; }

    /// <summary>Correlation length of the grain.</summary>
    public double GrainLengthUm { get; init; } = 1.5;

    /// <summary>Photons a µm² a second of even, diffuse light.</summary>
    public double HazeRate { get; init; } = 300;

    /// <summary>Pieces of dendrite and axon a mm² that stand out from neuropil.</summary>
    public double ProcessDensityPerMm2 { get; init; }

    /// <summary>Share of the pieces that are active.</summary>
    public double ActiveProcessFraction { get; init; } = 0.1;

    /// <summary>Mean length of a piece.</summary>
    public double ProcessLengthUm { get; init; } = 5;

    /// <summary>Photons a second that a median piece sends at rest for each µm of its length.</summary>
    public double ProcessRatePerUm { get; init; } = 20;

    /// <summary>Branching vessels across the field.</summary>
    public int VesselCount { get; init; } = 2;

    /// <summary>Vessels that run along the line of sight: dark discs.</summary>
    public int PenetratingVesselCount { get; init; }

    /// <summary>Radius of a crossing vessel at its root; branches narrow.</summary>
    public double VesselRadiusUm { get; init; } = 10;

    /// <summary>Share of light that a crossing vessel takes at its middle at its root; a branch takes less as it narrows.</summary>
    public double VesselAbsorption { get; init; } = 0.35;

    /// <summary>The same of vessels along the line of sight.</summary>
    public double PenetratingRadiusUm { get; init; } = 8;

    public double PenetratingAbsorption { get; init; } = 0.7;

    /// <summary>Depth of the vessels that cross the field.</summary>
    public double VesselDepthUm { get; init; } = -80;

    /// <summary>Share of the fluorophores that bleach in the end.</summary>
    public double BleachFraction { get; init; } = 0.15;

    /// <summary>Time constant of bleaching.</summary>
    public double BleachTimeS { get; init; } = 60;
}
