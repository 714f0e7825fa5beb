namespace DeepWonder3D.Formats.Recordings;

/// <summary>When the planes of a volume were recorded, from the times of all planes of all volumes.</summary>
internal static class PlaneOffsets
{
    // Of the time of a plane: clocks jitter.
    private const double Tolerance = 0.1;

    /// <summary>
    /// Seconds from a volume's time to the start of each of its planes: what the first volume says, if all others say the same. Null where
    /// they do not, as where every second volume is recorded on the way back, and where a time is missing.
    /// </summary>
    /// <param name="planes">Planes of a volume.</param>
    /// <param name="frames">Volumes.</param>
    /// <param name="timeOf">The time of a plane of a volume, seconds; NaN where it is not stated.</param>
    public static double[]? Of(int planes, long frames, Func<long, int, double> timeOf)
    {
        double[] offsets = new double[planes];
        for (int plane = 0; plane < planes; plane++)
        {
            offsets[plane] = timeOf(0, plane) - timeOf(0, 0);
        }

        double most = Tolerance * offsets[^1] / Math.Max(1, planes - 1);
        for (long frame = 0; frame < frames; frame++)
        {
            for (int plane = 0; plane < planes; plane++)
            {
                if (!(Math.Abs(timeOf(frame, plane) - timeOf(frame, 0) - offsets[plane]) <= most))
                {
                    return null;
                }
            }
        }

        return planes > 1 ? offsets : null;
    }
}
