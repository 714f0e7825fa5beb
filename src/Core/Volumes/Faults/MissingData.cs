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

    /// <summary>The same in other pixels: one is missing where the most of it lies on missing ones.</summary>
    internal MissingData InPixels((int Height, int Width) from, (int Height, int Width) to)
    {
        if (Pixels is not { } pixels || from == to)
        {
            return this;
        }

        // The centre of a new pixel, or the pixels that it covers where it is larger than an old one.
        bool[] scaled = new bool[checked(to.Height * to.Width)];
        for (int i = 0; i < scaled.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, to.Width);
            (int top, int bottom) = Covered(row, from.Height, to.Height);
            (int left, int right) = Covered(column, from.Width, to.Width);
            int count = 0;
            for (int r = top; r < bottom; r++)
            {
                for (int c = left; c < right; c++)
                {
                    count += pixels[(r * from.Width) + c] ? 1 : 0;
                }
            }

            scaled[i] = 2 * count > (bottom - top) * (right - left);
        }

        return this with { Pixels = scaled };

        static (int First, int End) Covered(int index, int old, int count)
        {
            int first = Math.Clamp((int)Math.Floor(((double)index * old / count) + 1e-6), 0, old - 1);
            return (first, Math.Clamp((int)Math.Ceiling(((index + 1.0) * old / count) - 1e-6), first + 1, old));
        }
    }

    /// <summary>The same for other frames, each made of some: it is missing if most of its weight is.</summary>
    /// <param name="frameCount">Frames of the recording.</param>
    /// <param name="newCount">New frames.</param>
    /// <param name="inputs">For a new frame the first old one that it is made of, and the weights from there on.</param>
    internal MissingData InFrames(long frameCount, long newCount, Func<long, (long First, double[] Weights)> inputs)
    {
        if (Frames.Count == 0)
        {
            return this;
        }

        Dictionary<long, FrameFault> faults = Frames.ToDictionary(f => f.Frame, f => f.Fault);
        List<MissingFrame> frames = [];
        for (long t = 0; t < newCount; t++)
        {
            (long first, double[] weights) = inputs(t);
            double missing = 0;
            FrameFault fault = default;
            for (int i = 0; i < weights.Length; i++)
            {
                if (weights[i] != 0 && first + i < frameCount && faults.TryGetValue(first + i, out FrameFault found))
                {
                    (missing, fault) = (missing + weights[i], found);
                }
            }

            if (missing >= 0.5)
            {
                frames.Add(new MissingFrame(t, fault));
            }
        }

        return this with { Frames = frames };
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
