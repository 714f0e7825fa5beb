namespace DeepWonder3D.Simulation;

/// <summary>
/// What goes wrong with recordings: each makes a recording of one that is right. Samples stay whole numbers up to 65,535.
/// </summary>
internal static class Artefact
{
    private const float Top = 65_535;

    /// <summary>Every so many frames one that is saturated.</summary>
    public static Volume Saturated(Volume movie, params long[] frames) => Change(movie, (t, plane) => Fill(frames, t, plane, Top));

    /// <summary>Frames without light: what the camera gives then, with its noise.</summary>
    public static Volume Dark(Volume movie, float offset, params long[] frames) => Change(movie, (t, plane) =>
    {
        if (frames.Contains(t))
        {
            Random random = new((int)t);
            for (int i = 0; i < plane.Length; i++)
            {
                plane[i] = offset + random.Next(-3, 4);
            }
        }
    });

    /// <summary>Frames with another light: a factor, and stray light on top.</summary>
    public static Volume Flashed(Volume movie, float factor, float added, params long[] frames) => Change(movie, (t, plane) =>
    {
        for (int i = 0; i < plane.Length && frames.Contains(t); i++)
        {
            plane[i] = (plane[i] * factor) + added;
        }
    });

    /// <summary>Rows that are lit in some frames.</summary>
    public static Volume Striped(Volume movie, int row, int rows, float added, params long[] frames) => Change(movie, (t, plane) =>
    {
        for (int i = row * movie.Width; i < (row + rows) * movie.Width && frames.Contains(t); i++)
        {
            plane[i] += added;
        }
    });

    /// <summary>Rows of which nothing came through.</summary>
    public static Volume LostRows(Volume movie, int row, int rows, params long[] frames) => Change(movie, (t, plane) =>
    {
        if (frames.Contains(t))
        {
            plane.AsSpan(row * movie.Width, rows * movie.Width).Clear();
        }
    });

    /// <summary>Frames whose lower part lies elsewhere.</summary>
    public static Volume Torn(Volume movie, int fromRow, int shift, params long[] frames) => Change(movie, (t, plane) =>
    {
        for (int row = fromRow; row < movie.Height && frames.Contains(t); row++)
        {
            Span<float> line = plane.AsSpan(row * movie.Width, movie.Width);
            float[] before = line.ToArray();
            for (int x = 0; x < line.Length; x++)
            {
                line[x] = before[(x + shift) % line.Length];
            }
        }
    });

    /// <summary>Frames that are the ones before them once more.</summary>
    public static Volume Repeated(Volume movie, params long[] frames)
    {
        float[] other = new float[movie.Height * movie.Width];
        return Change(movie, (t, plane) =>
        {
            if (frames.Contains(t))
            {
                movie.ReadPlane<float>(t - 1, 0, other);
                other.CopyTo(plane.AsSpan());
            }
        });
    }

    /// <summary>Another light from a frame on.</summary>
    public static Volume LightStep(Volume movie, long frame, float factor, float added) => Change(movie, (t, plane) =>
    {
        for (int i = 0; i < plane.Length && t >= frame; i++)
        {
            plane[i] = (plane[i] * factor) + added;
        }
    });

    /// <summary>Each row of each frame higher or lower by chance.</summary>
    public static Volume LineNoise(Volume movie, float deviation) => Change(movie, (t, plane) =>
    {
        Random random = new((int)t + 1);
        for (int row = 0; row < movie.Height; row++)
        {
            float added = deviation * (float)Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
                * (float)Math.Cos(2 * Math.PI * random.NextDouble());
            for (int x = 0; x < movie.Width; x++)
            {
                plane[(row * movie.Width) + x] += added;
            }
        }
    });

    /// <summary>Odd rows moved to the right by a part of a pixel or more.</summary>
    public static Volume OddRows(Volume movie, double shift) => Change(movie, (_, plane) =>
    {
        int whole = (int)Math.Floor(shift);
        float part = (float)(shift - whole);
        for (int row = 1; row < movie.Height; row += 2)
        {
            Span<float> line = plane.AsSpan(row * movie.Width, movie.Width);
            float[] before = line.ToArray();
            for (int x = 0; x < line.Length; x++)
            {
                float right = before[Math.Clamp(x - whole, 0, line.Length - 1)];
                float left = before[Math.Clamp(x - whole - 1, 0, line.Length - 1)];
                line[x] = ((1 - part) * right) + (part * left);
            }
        }
    });

    /// <summary>Pixels that add light of their own.</summary>
    public static Volume Hot(Volume movie, float added, params int[] pixels) =>
        Change(movie, (_, plane) => Array.ForEach(pixels, p => plane[p] += added));

    /// <summary>Pixels that are the same in every frame.</summary>
    public static Volume Dead(Volume movie, float level, params int[] pixels) =>
        Change(movie, (_, plane) => Array.ForEach(pixels, p => plane[p] = level));

    /// <summary>A border without data, in each frame as wide as is said.</summary>
    public static Volume Border(Volume movie, float sample, Func<long, int> top, Func<long, int> left) => Change(movie, (t, plane) =>
    {
        for (int i = 0; i < plane.Length; i++)
        {
            if (i / movie.Width < top(t) || i % movie.Width < left(t))
            {
                plane[i] = sample;
            }
        }
    }, float.IsNaN(sample) ? SampleType.Float32 : SampleType.UInt16);

    /// <summary>Whatever is done to frames.</summary>
    public static Volume Change(Volume movie, Action<long, float[]> change, SampleType type = SampleType.UInt16, bool clamp = true)
    {
        using VolumeBuilder result = new(movie.Info, type);
        float[] plane = new float[movie.Height * movie.Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadPlane<float>(t, 0, plane);
            change(t, plane);
            for (int i = 0; i < plane.Length && clamp; i++)
            {
                plane[i] = float.IsNaN(plane[i]) ? float.NaN : Math.Clamp(plane[i], 0, Top);
            }

            result.WritePlane<float>(t, 0, plane);
        }

        return result.Build(new HistoryStep("Artefact", new Dictionary<string, string>()));
    }

    private static void Fill(long[] frames, long frame, float[] plane, float sample)
    {
        if (frames.Contains(frame))
        {
            Array.Fill(plane, sample);
        }
    }
}
