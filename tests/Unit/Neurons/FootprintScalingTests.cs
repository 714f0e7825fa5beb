using DeepWonder3D.Neurons.Detection;

namespace DeepWonder3D.Tests.Neurons;

public class FootprintScalingTests
{
    [Theory]
    [InlineData(0.3, 0.3)]
    [InlineData(0.5, 1)]
    [InlineData(1.7, 1.7)]
    [InlineData(2, 3)]
    public void A_disc_keeps_its_place_and_its_size(double rows, double columns)
    {
        const int Side = 64;
        Footprint disc = new(
            [.. Enumerable.Range(0, Side * Side).Where(i => Math.Pow((i / Side) - 30.2, 2) + Math.Pow((i % Side) - 25.6, 2) < 49)], Side);
        PixelScale scale = new(rows, columns);
        (int height, int width) = ((int)Math.Ceiling(Side / rows), (int)Math.Ceiling(Side / columns));
        Footprint mapped = FootprintScaling.Map(disc, scale, Side, height, width);
        Assert.Equal(width, mapped.Width);
        Assert.InRange(mapped.Count * scale.Area / disc.Count, 0.85, 1.15);
        Assert.Equal(MeanOf(disc, disc.RowAt), PixelScale.Rescale(MeanOf(mapped, mapped.RowAt), rows), 0.35);
        Assert.Equal(MeanOf(disc, disc.ColumnAt), PixelScale.Rescale(MeanOf(mapped, mapped.ColumnAt), columns), 0.35);
    }

    [Fact]
    public void A_footprint_smaller_than_a_pixel_keeps_one()
    {
        Footprint speck = new([(21 * 40) + 13], 40);
        Footprint mapped = FootprintScaling.Map(speck, 8, 40, 5, 5);
        Assert.Equal([(2 * 5) + 1], mapped.Pixels.ToArray());
    }

    [Fact]
    public void A_footprint_at_the_corner_stays_inside()
    {
        Footprint corner = new([(39 * 40) + 38, (39 * 40) + 39], 40);
        Footprint mapped = FootprintScaling.Map(corner, 0.5, 40, 79, 79);
        Assert.All(Enumerable.Range(0, mapped.Count), i => Assert.True(mapped.RowAt(i) >= 77 && mapped.ColumnAt(i) >= 75));
    }

    private static double MeanOf(Footprint footprint, Func<int, int> at) => Enumerable.Range(0, footprint.Count).Average(at);
}
