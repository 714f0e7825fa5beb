namespace DeepWonder3D.Views.Placing;

/// <summary>
/// Whether two detections of different views may be one neuron by their places alone: there must be a depth in range at which one lies
/// within a tolerance of where the other says that it should be.
/// </summary>
/// <param name="detections">All detections.</param>
/// <param name="lines">Where each view sees what.</param>
/// <param name="range">Depths that are possible.</param>
/// <param name="tolerancePx">How far from its line a detection may lie.</param>
internal sealed class EpipolarGate(Detections detections, ViewLines lines, DepthRange range, double tolerancePx)
{
    public bool Admits(int a, int b) => TryDepths(a, b, out _, out _);

    /// <summary>The raw depths at which two detections agree; none where they never do.</summary>
    public bool TryDepths(int a, int b, out double from, out double to)
    {
        // |e − s·z| ≤ tolerance: a quadratic inequality in z.
        ViewLine line = lines[detections.ViewOf(b)] - lines[detections.ViewOf(a)];
        double rows = detections.RowOf(b) - detections.RowOf(a) - line.RowOffset;
        double columns = detections.ColumnOf(b) - detections.ColumnOf(a) - line.ColumnOffset;
        double square = line.SquaredSlope;
        double excess = (rows * rows) + (columns * columns) - (tolerancePx * tolerancePx);
        if (square == 0)
        {
            (from, to) = (range.From, range.To);
            return excess <= 0;
        }

        double middle = ((rows * line.RowSlope) + (columns * line.ColumnSlope)) / square;
        double discriminant = (middle * middle) - (excess / square);
        double half = discriminant >= 0 ? Math.Sqrt(discriminant) : double.NaN;
        from = Math.Max(range.From, middle - half);
        to = Math.Min(range.To, middle + half);
        return from <= to;
    }
}

/// <summary>The raw depths at which neurons are looked for.</summary>
internal readonly record struct DepthRange(double From, double To)
{
    /// <summary>
    /// The range that the user states, or else the depths at which no image moves further than allowed from a view to its neighbour.
    /// </summary>
    public static DepthRange Of(ViewMergingOptions options, ViewLines lines, DepthScale scale)
    {
        if (options.DepthRangeUm is { } stated)
        {
            return new DepthRange(stated.From / scale.UmPerRaw, stated.To / scale.UmPerRaw);
        }

        // Views without any parallax put no limit on a depth that they do not see.
        double step = lines.LargestStep();
        double reach = step > 0 ? options.MaxDistancePx / step : 0;
        return new DepthRange(-reach, reach);
    }
}
