namespace DeepWonder3D.Volumes;

/// <summary>
/// What of a recording is no data: frames that went wrong, and pixels that hold none in any frame (dead ones, the borders of a
/// registration). Networks see something plausible in their place; traces have no value there, and no neuron is found there.
/// </summary>
public sealed record MissingData
{
    /// <summary>The frames that are no data, ascending, each once.</summary>
    public IReadOnlyList<MissingFrame> Frames { get; init; } = [];

    /// <summary>True for each pixel that is no data in any frame, row-major (Height × Width); null where all are data.</summary>
    internal bool[]? Pixels { get; init; }

    /// <summary>How many pixels are no data.</summary>
    public int PixelCount => Pixels?.Count(p => p) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Frames.Count} frames, {PixelCount} pixels";

    /// <summary>Both together.</summary>
    /// <param name="one">The one; null for nothing missing.</param>
    /// <param name="other">The other; a frame that both name keeps the first one's fault.</param>
    internal static MissingData? Join(MissingData? one, MissingData? other)
    {
        if (one is null || other is null)
        {
            return one ?? other;
        }

        bool[]? pixels = one.Pixels is { } a && other.Pixels is { } b ? [.. a.Zip(b, (x, y) => x || y)] : one.Pixels ?? other.Pixels;
        return new MissingData
        {
            Frames = [.. one.Frames.Concat(other.Frames).DistinctBy(f => f.Frame).OrderBy(f => f.Frame)],
            Pixels = pixels,
        };
    }

    /// <summary>True for each frame that is no data.</summary>
    /// <param name="frameCount">Frames of the recording.</param>
    internal bool[] FrameMask(long frameCount)
    {
        bool[] mask = new bool[frameCount];
        foreach (MissingFrame missing in Frames)
        {
            mask[missing.Frame] = true;
        }

        return mask;
    }
}
