namespace DeepWonder3D.Models;

/// <summary>How a movie is scaled before a network sees it, by numbers taken over the whole movie.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Low">What the movie's least sample becomes, for <see cref="NormalisationKind.Range"/>.</param>
/// <param name="High">What the movie's greatest sample becomes, for <see cref="NormalisationKind.Range"/>.</param>
internal sealed record Normalisation(NormalisationKind Kind, double Low = 0, double High = 0)
{
    public static Normalisation SubtractMean { get; } = new(NormalisationKind.SubtractMean);

    public static Normalisation Noise { get; } = new(NormalisationKind.Noise);

    public static Normalisation Baseline { get; } = new(NormalisationKind.Baseline);

    public static Normalisation Fluctuation { get; } = new(NormalisationKind.Fluctuation);

    public static Normalisation Standard { get; } = new(NormalisationKind.Standard);

    public static Normalisation ToRange(double low, double high) => new(NormalisationKind.Range, low, high);
}
