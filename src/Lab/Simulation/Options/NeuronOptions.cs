namespace DeepWonder3D.Simulation;

/// <summary>The neurons that are to be found: where they are, how they look, how bright they are.</summary>
internal sealed record NeuronOptions
{
    /// <summary>Neurons whose centre lies in the field of the centre view; as many more a square lie in the margin around it.</summary>
    public int Count { get; init; } = 60;

    /// <summary>The depths between which they lie, uniformly.</summary>
    public double MinDepthUm { get; init; } = -40;

    public double MaxDepthUm { get; init; } = 40;

    /// <summary>Soma radius, mean and standard deviation over neurons; drawn no further than two deviations from the mean.</summary>
    public double RadiusUm { get; init; } = 7;

    public double RadiusSdUm { get; init; } = 0.7;

    /// <summary>The smallest distance in space between the centres of two cells.</summary>
    public double MinDistanceUm { get; init; } = 20;

    /// <summary>How far beyond the field neurons are placed, so that its edges look as any other place.</summary>
    public double MarginUm { get; init; } = 40;

    /// <summary>Radius of the nucleus as a share of the soma's; the indicator stays outside it. 0 for none.</summary>
    public double NucleusRadius { get; init; } = 0.6;

    /// <summary>Share of neurons whose nucleus is filled, as over-expressing cells' are.</summary>
    public double FilledFraction { get; init; }

    /// <summary>How much brighter those are.</summary>
    public double FilledBrightness { get; init; } = 2;

    /// <summary>Standard deviation of the logarithm of the ratio of a soma's axes.</summary>
    public double Elongation { get; init; } = 0.15;

    /// <summary>Standard deviation of the outline's third harmonic, as a share of the radius.</summary>
    public double Irregularity { get; init; } = 0.05;

    /// <summary>Photons a second that the whole resting soma of a median neuron at depth 0 sends to one view.</summary>
    public double PhotonRate { get; init; } = 70_000;

    /// <summary>Standard deviation of the logarithm of a neuron's resting brightness.</summary>
    public double BrightnessSpread { get; init; } = 0.3;
}
