namespace DeepWonder3D.Simulation;

/// <summary>
/// When neurons fire. Each is quiet or bursting (two states), fires as a Poisson process in either, and enters bursts the more often the
/// stronger the drive is that it shares with its assembly.
/// </summary>
internal sealed record ActivityOptions
{
    /// <summary>Share of the neurons that fire at all.</summary>
    public double ActiveFraction { get; init; } = 1;

    public double QuietRateHz { get; init; } = 0.1;

    /// <summary>Firing rate within a burst.</summary>
    public double BurstRateHz { get; init; } = 15;

    /// <summary>Bursts a second of a median neuron.</summary>
    public double BurstOnsetHz { get; init; } = 0.15;

    /// <summary>Mean length of a burst.</summary>
    public double BurstDurationS { get; init; } = 0.6;

    /// <summary>Standard deviation of the logarithm of a neuron's burst rate.</summary>
    public double RateSpread { get; init; } = 0.5;

    /// <summary>
    /// Standard deviation of the logarithm of the burst rate over time that an assembly shares; 0 for independent neurons.
    /// </summary>
    public double SharedDrive { get; init; } = 0.8;

    /// <summary>Correlation time of that drive.</summary>
    public double DriveTimeS { get; init; } = 2;

    /// <summary>Groups of neurons with a common drive.</summary>
    public int AssemblyCount { get; init; } = 6;
}
