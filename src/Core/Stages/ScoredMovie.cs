using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>Where neurons are in a movie.</summary>
/// <param name="Scores">Scores, one frame a window, shape (windows, 1, Y, X) in the pixels at work.</param>
/// <param name="Detection">What the scores mean.</param>
/// <param name="Work">The movie in those pixels: the one given, or a view of it, which needs no disposing.</param>
/// <param name="Scale">Pixels at work a pixel of the movie.</param>
internal sealed record ScoredMovie(Volume Scores, DetectionFacts Detection, Volume Work, PixelScale Scale) : IDisposable
{
    /// <summary>The diameter of the cells that the model was made for, pixels at work; null where it does not say.</summary>
    public double? CellPx { get; init; }

    /// <summary>What the history says of the scale.</summary>
    public IEnumerable<(string Name, object? Value)> Facts { get; init; } = [];

    public void Dispose() => Scores.Dispose();
}
