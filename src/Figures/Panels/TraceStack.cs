namespace DeepWonder3D.Figures.Panels;

/// <summary>How scaled traces share the height of a panel: all to one scale, in rows of one height.</summary>
internal sealed class TraceStack
{
    /// <summary>Rows that the largest excursion may span: peaks overlap the row above rather than shrink everything else.</summary>
    private const double LargestRows = 3.5;

    /// <summary>Rows that a middling neuron's peak spans.</summary>
    private const double MiddlingRows = 1.3;

    /// <summary>Room above the first and below the last baseline at least.</summary>
    private const double LeastHeadRows = 1;
    private const double LeastFootRows = 0.5;

    /// <summary>Lays out traces.</summary>
    /// <param name="scaled">The traces in units of their noise, top first.</param>
    public TraceStack(IReadOnlyList<float[]> scaled)
    {
        (double Down, double Up)[] extents = [.. scaled.Select(Extent)];
        double largest = extents.Length == 0 ? 0 : extents.Max(e => Math.Max(e.Up, e.Down));
        double[] peaks = [.. extents.Select(e => e.Up).Order()];
        double middling = peaks.Length == 0 ? 0 : peaks[peaks.Length / 2];
        RowsPerNoise = largest <= 0
            ? 1
            : Math.Min(LargestRows / largest, middling <= 0 ? double.PositiveInfinity : MiddlingRows / middling);

        // A trace reaches into the rows above and below it; only what leaves the stack needs room.
        HeadRows = LeastHeadRows;
        double foot = LeastFootRows;
        for (int i = 0; i < extents.Length; i++)
        {
            HeadRows = Math.Max(HeadRows, (extents[i].Up * RowsPerNoise) - i);
            foot = Math.Max(foot, (extents[i].Down * RowsPerNoise) - (extents.Length - 1 - i));
        }

        Rows = HeadRows + Math.Max(0, extents.Length - 1) + foot;
    }

    /// <summary>Rows that a unit of noise spans.</summary>
    public double RowsPerNoise { get; }

    /// <summary>Rows from the top to the first baseline.</summary>
    public double HeadRows { get; }

    /// <summary>Rows in all.</summary>
    public double Rows { get; }

    private static (double Down, double Up) Extent(float[] scaled)
    {
        (float low, float high) = (0, 0);
        foreach (float sample in scaled)
        {
            // Comparisons with NaN are false.
            low = sample < low ? sample : low;
            high = sample > high ? sample : high;
        }

        return (-low, high);
    }
}
