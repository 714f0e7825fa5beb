namespace DeepWonder3D.Volumes;

/// <summary>How large the cells of a movie are.</summary>
/// <param name="DiameterPx">Their diameter in pixels of the movie, along rows (widths of pixels).</param>
/// <param name="Confidence">How sure that is: 0 for a guess, 1 for what was stated.</param>
internal sealed record CellSize(double DiameterPx, double Confidence)
{
    /// <summary>Below this an estimate is said to be unsure.</summary>
    private const double Sure = 0.5;

    // From here on it outweighs what somebody said of the pixels.
    private const double Certain = 0.6;

    // Between what cameras have and what scanned movies have.
    private const double ScannedGrain = 0.015;

    public bool IsSure => Confidence >= Sure;

    /// <summary>Whether it outweighs a stated pixel size.</summary>
    public bool IsCertain => Confidence >= Certain;

    /// <summary>The noise of a cell's light in one frame over that light, background included; null where no recording tells it.</summary>
    public double? Grain { get; init; }

    /// <summary>Whether the movie was scanned point by point, with few photons a pixel, rather than taken by a camera.</summary>
    public bool? IsScanned => Grain is { } grain ? grain > ScannedGrain : null;

    /// <summary>The same in pixels of another size.</summary>
    /// <param name="factor">Those pixels a pixel.</param>
    public CellSize InPixels(double factor) => this with { DiameterPx = DiameterPx * factor };
}
