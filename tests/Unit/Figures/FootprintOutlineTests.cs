using DeepWonder3D.Figures.Drawing;

namespace DeepWonder3D.Tests.Figures;

public class FootprintOutlineTests
{
    [Theory]
    [InlineData(2.5)]
    [InlineData(4)]
    [InlineData(7.3)]
    [InlineData(15)]
    public void The_outline_of_a_disc_is_round_and_encloses_its_area(double radius)
    {
        Footprint disc = TestFigures.Disc(20, 20, radius, 41, 41);
        List<(double X, double Y)> loop = Assert.Single(FootprintOutline.Loops(disc));
        Assert.Equal(Math.PI * radius * radius, Area(loop), 0.08 * disc.Count);
        Assert.All(loop, point => Assert.Equal(radius, Math.Sqrt(Math.Pow(point.X - 20.5, 2) + Math.Pow(point.Y - 20.5, 2)), 0.8));
    }

    [Fact]
    public void Every_pixel_of_a_random_footprint_is_inside_or_next_to_its_outline()
    {
        Random random = new(5);
        for (int trial = 0; trial < 50; trial++)
        {
            (double y, double x) = (8 + (random.NextDouble() * 4), 8 + (random.NextDouble() * 4));
            Footprint footprint = TestFigures.Where(20, 20, (row, column) =>
                Math.Pow((row - y) / 6, 2) + Math.Pow((column - x) / 4, 2) <= 0.5 + (random.NextDouble() * 0.5));
            List<List<(double X, double Y)>> loops = FootprintOutline.Loops(footprint);
            for (int i = 0; i < footprint.Count; i++)
            {
                (double X, double Y) centre = (footprint.ColumnAt(i) + 0.5, footprint.RowAt(i) + 0.5);
                Assert.Contains(loops, loop => IsInside(loop, centre)
                    || loop.Any(p => Math.Max(Math.Abs(p.X - centre.X), Math.Abs(p.Y - centre.Y)) <= 1));
            }

            foreach ((double px, double py) in loops.SelectMany(l => l))
            {
                Assert.Contains(
                    Enumerable.Range(0, footprint.Count),
                    i => Math.Abs(px - footprint.ColumnAt(i) - 0.5) <= 1.01 && Math.Abs(py - footprint.RowAt(i) - 0.5) <= 1.01);
            }
        }
    }

    [Fact]
    public void A_single_pixel_is_outlined_by_its_corners()
    {
        List<(double X, double Y)> loop = Assert.Single(FootprintOutline.Loops(new Footprint([(3 * 10) + 9], 10)));
        Assert.Equal([(9d, 3d), (10d, 3d), (10d, 4d), (9d, 4d)], loop);
    }

    [Fact]
    public void Pixels_that_touch_at_a_corner_share_one_outline_and_separate_ones_do_not()
    {
        Assert.Single(FootprintOutline.Loops(new Footprint([0, 11, 22], 10)));
        Assert.Equal(2, FootprintOutline.Loops(new Footprint([0, 5], 10)).Count);
    }

    [Fact]
    public void Pixels_at_the_end_of_one_row_and_the_beginning_of_the_next_are_not_neighbours()
    {
        Assert.Equal(2, FootprintOutline.Loops(new Footprint([9, 10], 10)).Count);
    }

    [Fact]
    public void A_ring_has_its_outer_outline_only()
    {
        Footprint ring = TestFigures.Where(21, 21, (y, x) => Math.Sqrt(Math.Pow(y - 10, 2) + Math.Pow(x - 10, 2)) is >= 4 and <= 8);
        List<(double X, double Y)> loop = Assert.Single(FootprintOutline.Loops(ring));
        Assert.All(loop, p => Assert.InRange(Math.Sqrt(Math.Pow(p.X - 10.5, 2) + Math.Pow(p.Y - 10.5, 2)), 7, 9.2));
    }

    [Fact]
    public void Nothing_has_no_outline()
    {
        Assert.Empty(FootprintOutline.Loops(new Footprint([], 10)));
    }

    private static double Area(List<(double X, double Y)> loop) =>
        loop.Select((p, i) => (p.X * loop[(i + 1) % loop.Count].Y) - (loop[(i + 1) % loop.Count].X * p.Y)).Sum() / 2;

    private static bool IsInside(List<(double X, double Y)> loop, (double X, double Y) point)
    {
        bool inside = false;
        for (int i = 0; i < loop.Count; i++)
        {
            (double X, double Y) a = loop[i];
            (double X, double Y) b = loop[(i + 1) % loop.Count];
            if (a.Y > point.Y != b.Y > point.Y && point.X < a.X + ((point.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X)))
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
