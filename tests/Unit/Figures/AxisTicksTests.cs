using DeepWonder3D.Figures.Drawing;

namespace DeepWonder3D.Tests.Figures;

public class AxisTicksTests
{
    [Theory]
    [InlineData(5, 5, 5)]
    [InlineData(4.999999999999, 5, 5)]
    [InlineData(0.07, 0.05, 0.1)]
    [InlineData(1000, 1000, 1000)]
    [InlineData(999, 500, 1000)]
    [InlineData(0.3, 0.2, 0.5)]
    public void Round_numbers_lie_on_both_sides(double limit, double below, double above)
    {
        Assert.Equal(below, AxisTicks.RoundBelow(limit), 1e-9 * below);
        Assert.Equal(above, AxisTicks.RoundAbove(limit), 1e-9 * above);
    }

    [Fact]
    public void Ticks_are_round_inside_the_range_and_not_too_many()
    {
        Random random = new(1);
        for (int trial = 0; trial < 500; trial++)
        {
            double low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 6));
            double high = low + (random.NextDouble() * Math.Pow(10, random.Next(-3, 6)));
            IReadOnlyList<double> ticks = AxisTicks.Between(low, high, 6);
            double slack = 1e-6 * (high - low);
            Assert.InRange(ticks.Count, 2, 7);
            Assert.All(ticks, t => Assert.InRange(t, low - slack, high + slack));
        }

        Assert.Equal([-50, 0, 50, 100], AxisTicks.Between(-70, 100, 4));

        // A low axis has room for two numbers, and one alone would say nothing.
        Assert.Equal([0.95, 1, 1.05], AxisTicks.Between(0.91, 1.09, 2).Select(t => Math.Round(t, 6)));
    }

    [Theory]
    [InlineData(-0.0, "0")]
    [InlineData(-12.5, "−12.5")]
    [InlineData(1200, "1200")]
    public void Labels_do_not_depend_on_the_culture(double value, string label)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(label, AxisTicks.Label(value));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
