namespace DeepWonder3D.Defects;

/// <summary>How many rows and columns at a frame's sides hold nothing but 0 and samples that are not finite.</summary>
internal readonly record struct Margin(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Beyond this part of a side it is not a border.</summary>
    private const double Most = 0.4;

    // Frames whose border is wider than the usual one that may be given up for it.
    private const double MostWideFrames = 0.02;

    public bool Any => Top + Bottom + Left + Right > 0;

    /// <summary>Whether a pixel lies in it.</summary>
    public bool Covers(int row, int column, int height, int width) =>
        row < Top || row >= height - Bottom || column < Left || column >= width - Right;

    /// <summary>Makes it NaN in a frame.</summary>
    public void Clear(Span<float> frame, int height, int width)
    {
        if (!Any)
        {
            return;
        }

        for (int row = 0; row < height; row++)
        {
            Span<float> line = frame.Slice(row * width, width);
            if (row < Top || row >= height - Bottom)
            {
                line.Fill(float.NaN);
            }
            else
            {
                line[..Left].Fill(float.NaN);
                line[(width - Right)..].Fill(float.NaN);
            }
        }
    }

    /// <summary>That of a frame; none for one that is empty.</summary>
    public static Margin Of(ReadOnlySpan<float> frame, int height, int width)
    {
        int top = 0;
        while (top < height && IsEmptyRow(frame.Slice(top * width, width)))
        {
            top++;
        }

        if (top == height)
        {
            return default;
        }

        int bottom = 0;
        while (IsEmptyRow(frame.Slice((height - 1 - bottom) * width, width)))
        {
            bottom++;
        }

        ReadOnlySpan<float> middle = frame[(top * width)..((height - bottom) * width)];
        int left = 0;
        while (left < width && IsEmptyColumn(middle, left, width))
        {
            left++;
        }

        int right = 0;
        while (right < width - left && IsEmptyColumn(middle, width - 1 - right, width))
        {
            right++;
        }

        return top + bottom > Most * height || left + right > Most * width ? default : new Margin(top, bottom, left, right);
    }

    /// <summary>The border that all of some frames but a few have at most.</summary>
    public static Margin Usual(Margin[] margins, IReadOnlyCollection<int> frames)
    {
        return frames.Count == 0 ? default : new Margin(Most(m => m.Top), Most(m => m.Bottom), Most(m => m.Left), Most(m => m.Right));

        int Most(Func<Margin, int> side)
        {
            int[] sorted = [.. frames.Select(t => side(margins[t])).Order()];
            return sorted[^(1 + (int)(MostWideFrames * sorted.Length))];
        }
    }

    private static bool IsEmpty(float sample) => sample == 0 || !float.IsFinite(sample);

    private static bool IsEmptyRow(ReadOnlySpan<float> row)
    {
        foreach (float sample in row)
        {
            if (!IsEmpty(sample))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEmptyColumn(ReadOnlySpan<float> rows, int column, int width)
    {
        for (int i = column; i < rows.Length; i += width)
        {
            if (!IsEmpty(rows[i]))
            {
                return false;
            }
        }

        return true;
    }
}
