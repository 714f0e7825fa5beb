namespace DeepWonder3D.Volumes;

/// <summary>When frames were taken: by the times of all of them, or else by the rate.</summary>
internal static class FrameClock
{
    // Of the rate that the times have: what a header rounds to three digits is no other rate.
    private const double RateTolerance = 0.01;

    // An interval of half as much again is a pause, or a frame that was dropped; what is shorter is jitter.
    private const double PauseFactor = 1.5;

    /// <summary>Seconds from the first frame to a frame; null where neither times nor rate are known.</summary>
    /// <param name="times">The frames' times, seconds; null where only the rate is known.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="frame">The frame, from 0.</param>
    public static double? TimeOf(double[]? times, double? rate, long frame) =>
        times is not null ? (frame >= 0 && frame < times.Length ? times[frame] : null) : frame / rate;

    /// <summary>Whether times can be those of so many frames: finite, and each later than the one before.</summary>
    public static bool IsSound(ReadOnlySpan<double> times, long frameCount)
    {
        for (int i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] <= times[i - 1]))
            {
                return false;
            }
        }

        return times.Length == frameCount;
    }

    /// <summary>Frames a second while frames were taken: pauses do not count. Null for fewer than two frames.</summary>
    /// <param name="times">Sound times.</param>
    public static double? RateOf(ReadOnlySpan<double> times)
    {
        if (times.Length < 2)
        {
            return null;
        }

        double longest = PauseFactor * MedianInterval(times);
        (double seconds, int count) = (times[^1] - times[0], times.Length - 1);
        for (int i = 1; i < times.Length; i++)
        {
            // Taking the pauses off the whole loses fewer digits than adding up the rest.
            if (times[i] - times[i - 1] > longest)
            {
                (seconds, count) = (seconds - (times[i] - times[i - 1]), count - 1);
            }
        }

        return count > 0 && seconds > 0 ? count / seconds : null;
    }

    /// <summary>How many pauses there are, and which is the longest.</summary>
    /// <param name="times">Sound times.</param>
    /// <returns>The number of pauses, the frame before the longest, and how long that took, seconds.</returns>
    public static (int Count, int Frame, double Seconds) Pauses(ReadOnlySpan<double> times)
    {
        (int Count, int Frame, double Seconds) found = default;
        double longest = times.Length < 2 ? 0 : PauseFactor * MedianInterval(times);
        for (int i = 1; i < times.Length; i++)
        {
            double interval = times[i] - times[i - 1];
            if (interval > longest)
            {
                found = interval > found.Seconds ? (found.Count + 1, i - 1, interval) : (found.Count + 1, found.Frame, found.Seconds);
            }
        }

        return found;
    }

    /// <summary>The times, if they go with a rate; null where they say another one, or there are none.</summary>
    /// <param name="times">Sound times.</param>
    /// <param name="rate">Frames a second; null goes with all.</param>
    public static double[]? Fitting(double[]? times, double? rate) =>
        times is not null && rate is { } stated && RateOf(times) is { } measured
            && Math.Abs(measured - stated) > RateTolerance * stated ? null : times;

    /// <summary>The times of some frames, from the first of them; null where a frame would have none.</summary>
    public static double[]? Part(double[]? times, long first, long count)
    {
        if (times is null || first + count > times.Length)
        {
            return null;
        }

        double[] part = times[(int)first..(int)(first + count)];
        return part.Length > 0 && part[0] != 0 ? Array.ConvertAll(part, t => t - part[0]) : part;
    }

    /// <summary>Times in which only the rate matters are none: each frame is where the rate puts it, to a thousandth of a frame.</summary>
    public static double[]? UnlessEven(double[]? times, double? rate)
    {
        for (int i = 0; i < times?.Length; i++)
        {
            if (!(Math.Abs((times[i] * rate) - i ?? double.NaN) <= 1e-3))
            {
                return times;
            }
        }

        return null;
    }

    private static double MedianInterval(ReadOnlySpan<double> times)
    {
        double[] intervals = new double[times.Length - 1];
        for (int i = 0; i < intervals.Length; i++)
        {
            intervals[i] = times[i + 1] - times[i];
        }

        Array.Sort(intervals);
        return intervals[(intervals.Length - 1) / 2];
    }
}
