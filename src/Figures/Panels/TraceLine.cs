namespace DeepWonder3D.Figures.Panels;

/// <summary>
/// A trace as a line. Where many frames fall into one column of screen pixels, the line runs from their lowest to their highest.
/// </summary>
/// <param name="frames">Frames that the axis spans.</param>
/// <param name="left">Where the axis begins.</param>
/// <param name="width">Width of the axis in screen pixels.</param>
/// <param name="baseline">Where 0 lies.</param>
/// <param name="scale">Screen pixels a unit.</param>
internal readonly struct TraceLine(long frames, float left, float width, float baseline, float scale)
{
    /// <summary>More frames a column than this are drawn as the column's extremes.</summary>
    private const double MostFramesPerColumn = 2;

    /// <summary>The line over samples; NaN breaks it.</summary>
    public SKPath Path(ReadOnlySpan<float> samples)
    {
        using SKPathBuilder path = new();
        double columns = Math.Max(1, Math.Floor(width));
        if (frames <= columns * MostFramesPerColumn)
        {
            AddSamples(path, samples);
        }
        else
        {
            AddColumns(path, samples, (long)columns);
        }

        return path.Detach();
    }

    /// <summary>The lowest and the highest sample, in the order in which they come; false where all are NaN.</summary>
    internal static bool Extremes(ReadOnlySpan<float> samples, out (float First, float Last) extremes)
    {
        int low = -1;
        int high = -1;
        for (int i = 0; i < samples.Length; i++)
        {
            if (!float.IsNaN(samples[i]))
            {
                low = low < 0 || samples[i] < samples[low] ? i : low;
                high = high < 0 || samples[i] > samples[high] ? i : high;
            }
        }

        extremes = low < 0 ? (float.NaN, float.NaN) : (samples[Math.Min(low, high)], samples[Math.Max(low, high)]);
        return low >= 0;
    }

    private void AddSamples(SKPathBuilder path, ReadOnlySpan<float> samples)
    {
        bool drawing = false;
        for (int i = 0; i < samples.Length; i++)
        {
            bool known = !float.IsNaN(samples[i]);
            if (known)
            {
                Add(path, drawing, (float)(left + (width * (i + 0.5) / frames)), samples[i]);
            }

            drawing = known;
        }
    }

    private void AddColumns(SKPathBuilder path, ReadOnlySpan<float> samples, long columns)
    {
        bool drawing = false;
        for (long column = 0; column < columns; column++)
        {
            int first = (int)Math.Min(samples.Length, column * frames / columns);
            int end = (int)Math.Min(samples.Length, (column + 1) * frames / columns);
            bool known = Extremes(samples[first..end], out (float First, float Last) extremes);
            if (known)
            {
                float x = (float)(left + (width * (column + 0.5) / columns));
                Add(path, drawing, x, extremes.First);
                Add(path, true, x, extremes.Last);
            }

            drawing = known;
        }
    }

    private void Add(SKPathBuilder path, bool drawing, float x, float sample)
    {
        float y = baseline - (sample * scale);
        if (drawing)
        {
            path.LineTo(x, y);
            return;
        }

        // A single sample between gaps must show, too.
        path.MoveTo(x, y);
        path.LineTo(x + 0.5f, y);
    }
}
