namespace DeepWonder3D.Figures.Drawing;

/// <summary>The values that an axis spans.</summary>
/// <param name="Low">The value at its beginning.</param>
/// <param name="High">The value at its end.</param>
internal readonly record struct AxisRange(double Low, double High)
{
    private const double PaddingShare = 0.05;

    public double Length => High - Low;

    public double Middle => Low + (Length / 2);

    /// <summary>The range of values with some room at both ends; −1 to 1 where none is finite, and never empty.</summary>
    public static AxisRange Around(IEnumerable<double> values)
    {
        (double low, double high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }
        }

        double padding = high > low ? PaddingShare * (high - low) : 1;
        return high >= low ? new AxisRange(low - padding, high + padding) : new AxisRange(-1, 1);
    }

    /// <summary>The same range, or one around its middle that is at least so long.</summary>
    public AxisRange AtLeast(double length) => Length >= length ? this : new AxisRange(Middle - (length / 2), Middle + (length / 2));

    /// <summary>Where a value lies: 0 at the beginning, 1 at the end.</summary>
    public double Share(double value) => (value - Low) / Length;

    /// <summary>Round values in the range, whichever way it goes.</summary>
    public IReadOnlyList<double> Ticks(int most) => AxisTicks.Between(Math.Min(Low, High), Math.Max(Low, High), most);
}
