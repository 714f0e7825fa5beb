namespace DeepWonder3D.Simulation;

/// <summary>How detected photons become counts.</summary>
internal sealed record CameraOptions
{
    /// <summary>Counts a photon.</summary>
    public double Gain { get; init; } = 1;

    /// <summary>Counts without light.</summary>
    public double Offset { get; init; } = 100;

    /// <summary>Standard deviation of the read noise, photons.</summary>
    public double ReadNoise { get; init; } = 2;

    /// <summary>Relative standard deviation of the charge of one photon: 0 for a camera, 0.5 to 1 for a photomultiplier.</summary>
    public double GainSpread { get; init; }

    /// <summary>Bits a sample; counts saturate.</summary>
    public int BitDepth { get; init; } = 16;

    /// <summary>Share of pixels with a large dark current.</summary>
    public double HotPixelFraction { get; init; } = 1e-4;

    /// <summary>Mean dark current of those, photons a second.</summary>
    public double HotPixelRate { get; init; } = 2_000;

    /// <summary>Whether photons are counted without any noise at all; for tests and teaching.</summary>
    public bool NoiseFree { get; init; }
}
