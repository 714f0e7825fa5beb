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

    /// <summary>The same in pixels of another size: one that any missing pixel reaches into is missing.</summary>
    /// <param name="width">Columns now.</param>
    /// <param name="to">Rows and columns then; edges coincide.</param>
    /// <param name="scale">Pixels then a pixel now.</param>
    internal MissingData InPixels(int width, (int Height, int Width) to, PixelScale scale)
    {
        if (Pixels is not { } pixels)
        {
            return this;
        }

        bool[] other = new bool[checked(to.Height * to.Width)];
        for (int at = 0; at < pixels.Length; at++)
        {
            if (pixels[at])
            {
                (int row, int column) = Math.DivRem(at, width);
                (int top, int bottom) = Reach(row, scale.Rows, to.Height);
                (int left, int right) = Reach(column, scale.Columns, to.Width);
                for (int y = top; y <= bottom; y++)
                {
                    other.AsSpan((y * to.Width) + left, right - left + 1).Fill(true);
                }
            }
        }

        return this with { Pixels = other };

        static (int First, int Last) Reach(int position, double factor, int length)
        {
            int first = Math.Clamp((int)Math.Floor((position * factor) + 1e-6), 0, length - 1);
            return (first, Math.Clamp((int)Math.Ceiling(((position + 1) * factor) - 1e-6) - 1, first, length - 1));
        }
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
