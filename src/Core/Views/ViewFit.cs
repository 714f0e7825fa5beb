namespace DeepWonder3D.Views;

/// <summary>How well one view's line over depth was measured.</summary>
public sealed record ViewFit
{
    /// <summary>The view.</summary>
    public required int ViewId { get; init; }

    /// <summary>The stack that it was measured in.</summary>
    public required string Name { get; init; }

    /// <summary>The planes that the line rests on.</summary>
    public required int PlaneCount { get; init; }

    /// <summary>Root mean square distance, pixels, of the spots in those planes from the line.</summary>
    public required double ResidualPx { get; init; }

    /// <summary>Planes, from 0, whose spot lies off the line, and which were left out.</summary>
    public IReadOnlyList<int> OutlyingPlanes { get; init => field = value as int[] ?? [.. value]; } = [];

    /// <summary>Planes, from 0, that show no spot.</summary>
    public IReadOnlyList<int> MissingPlanes { get; init => field = value as int[] ?? [.. value]; } = [];
}
