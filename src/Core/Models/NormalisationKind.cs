namespace DeepWonder3D.Models;

/// <summary>The ways to scale a movie before a network sees it.</summary>
internal enum NormalisationKind
{
    /// <summary>The movie's mean is subtracted.</summary>
    SubtractMean,

    /// <summary>The movie's least and greatest samples are brought to two given numbers.</summary>
    Range,
}
