namespace DeepWonder3D.Models;

/// <summary>The ways to scale a movie before a network sees it, and its result back. All but the first two don't depend on the movie's brightness, offset or bit depth.</summary>
internal enum NormalisationKind
{
    /// <summary>The movie's mean is subtracted.</summary>
    SubtractMean,

    /// <summary>The movie's least and greatest samples are brought to two given numbers.</summary>
    Range,

    /// <summary>Each pixel's mean over time is subtracted, and what is left is divided by the pixel's noise. The result is scaled back and the mean added.</summary>
    Noise,

    /// <summary>Each pixel's baseline (its least mean over eight frames) is subtracted, and what is left is divided by the movie's fluctuation. The result is scaled back.</summary>
    Baseline,

    /// <summary>The movie is divided by its fluctuation: the root mean square, over pixels, of their standard deviation in time.</summary>
    Fluctuation,

    /// <summary>The mean over all samples is subtracted and their standard deviation divided by. The result is scaled back and the mean added.</summary>
    Standard,
}
