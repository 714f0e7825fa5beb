using System.Globalization;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>Round numbers (1, 2 or 5 times a power of ten) for axes and scale bars.</summary>
internal static class AxisTicks
{
    /// <summary>Keeps a limit of 5 that was computed as 4.9999999 from becoming 2.</summary>
    private const double Margin = 1e-9;

    private static readonly double[] s_round = [1, 2, 5, 10];

    /// <summary>The largest round number that is not above a positive limit.</summary>
    public static double RoundBelow(double limit)
    {
        double power = Power(limit);
        return power * s_round.Last(r => r * power <= limit * (1 + Margin));
    }

    /// <summary>The smallest round number that is not below a positive limit.</summary>
    public static double RoundAbove(double limit)
    {
        double power = Power(limit);
        return power * s_round.First(r => r * power >= limit * (1 - Margin));
    }

    /// <summary>
    /// The round positions in a range: at most <paramref name="most"/> + 1 of them, and two at least, without which an axis has no scale.
    /// </summary>
    public static IReadOnlyList<double> Between(double low, double high, int most)
    {
        if (!(high > low))
        {
            return [low];
        }

        double step = RoundAbove((high - low) / Math.Max(1, most));
        List<double> ticks = [];
        while (ticks.Count < 2)
        {
            ticks.Clear();
            for (double n = Math.Ceiling((low / step) - Margin); n * step <= high + (Margin * step); n++)
            {
                ticks.Add(n * step);
            }

            step = RoundBelow(step * (1 - (10 * Margin)));
        }

        return ticks;
    }

    /// <summary>A number as a label: culture-invariant, without needless digits, with a true minus sign.</summary>
    public static string Label(double value)
    {
        string text = value.ToString("0.######", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text.Replace('-', '−');
    }

    private static double Power(double limit) => Math.Pow(10, Math.Floor(Math.Log10(limit) + Margin));
}
