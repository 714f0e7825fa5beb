using DeepWonder3D.Volumes;
using DeepWonder3D.Neurons.Detection;

namespace DeepWonder3D.Tests.Volumes;

public class SilhouetteTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(2, 2)]
    [InlineData(7, 12)]
    public void A_rectangle_is_measured_through_the_centres_of_its_border_pixels(int height, int width)
    {
        Silhouette shape = Of(Enumerable.Range(0, height).Select(_ => new string('#', width)));
        Assert.Equal((height - 1) * (width - 1), shape.Area);
        Assert.Equal(2 * (height - 1 + width - 1), shape.Perimeter);
        Assert.Equal(0, shape.HoleCount);
    }

    [Fact]
    public void A_diamond_has_a_diagonal_outline()
    {
        Silhouette shape = Of(["..#..", ".###.", "#####", ".###.", "..#.."]);
        Assert.Equal(8, shape.Area);
        Assert.Equal(8 * Math.Sqrt(2), shape.Perimeter, 1e-12);
        Assert.Equal(Math.PI / 4, shape.Roundness, 1e-12);
    }

    [Fact]
    public void Thin_parts_are_passed_on_both_sides()
    {
        Silhouette shape = Of(["##...", "##...", "..#..", "...#.", "....#"]);
        Assert.Equal(1, shape.Area);
        Assert.Equal(4 + (6 * Math.Sqrt(2)), shape.Perimeter, 1e-12);
    }

    [Fact]
    public void A_large_disc_is_round()
    {
        int[] places = [.. Enumerable.Range(-40, 81)];
        Silhouette shape = Of(places.Select(y => string.Concat(places.Select(x => (x * x) + (y * y) <= 1600 ? '#' : '.'))));

        // Straight and diagonal steps make a circle of radius r 16 r tan(π/8) long instead of 2πr: 0.899 is the most a digital disc can
        // have.
        Assert.InRange(shape.Roundness, 0.88, 0.899);
    }

    [Fact]
    public void Area_and_perimeter_are_those_of_the_followed_border()
    {
        Random random = new(11);
        int measured = 0;
        for (int trial = 0; trial < 800; trial++)
        {
            int height = random.Next(1, 16);
            int width = random.Next(1, 16);
            bool[] mask = NaiveImage.RandomMask(random, height, width, 0.3 + (0.6 * random.NextDouble()));
            foreach (int[] pixels in NaiveImage.Flood(mask, width, value: true, corners: true))
            {
                Silhouette shape = new(pixels, width);
                shape.FillHoles(double.MaxValue);
                (double area, double perimeter) = NaiveImage.Outline(shape.ToPixels(), width);
                Assert.Equal(area, shape.Area);
                Assert.Equal(perimeter, shape.Perimeter, 1e-9);
                measured++;
            }
        }

        Assert.True(measured > 1000);
    }

    [Fact]
    public void Holes_are_counted_and_filled_as_a_flood_from_outside_sees_them()
    {
        Random random = new(12);
        for (int trial = 0; trial < 300; trial++)
        {
            const int Width = 17;
            bool[] mask = NaiveImage.RandomMask(random, 14, Width, 0.5 + (0.4 * random.NextDouble()));
            foreach (int[] pixels in NaiveImage.Flood(mask, Width, value: true, corners: true))
            {
                List<int[]> holes = HolesOf(pixels, Width);
                Silhouette shape = new(pixels, Width);
                Assert.Equal(holes.Count, shape.HoleCount);
                shape.FillHoles(2);
                Assert.Equal(holes.Count(h => h.Length > 2), shape.HoleCount);
                Assert.Equal(pixels.Concat(holes.Where(h => h.Length <= 2).SelectMany(h => h)).Order(), shape.ToPixels());
            }
        }
    }

    /// <summary>Enclosed background, found in a copy with a margin, as pixel numbers of the plane.</summary>
    private static List<int[]> HolesOf(int[] pixels, int width)
    {
        int height = (pixels[^1] / width) + 1;
        bool[] margin = new bool[(height + 2) * (width + 2)];
        foreach (int pixel in pixels)
        {
            margin[(((pixel / width) + 1) * (width + 2)) + (pixel % width) + 1] = true;
        }

        return [.. NaiveImage.Flood(margin, width + 2, value: false, corners: false)
            .Skip(1)
            .Select(hole => hole.Select(p => (((p / (width + 2)) - 1) * width) + (p % (width + 2)) - 1).ToArray())];
    }

    /// <summary>The shape of the set pixels, placed away from the plane's first row and column.</summary>
    private static Silhouette Of(IEnumerable<string> rows)
    {
        const int Width = 100;
        IEnumerable<int> pixels = rows.SelectMany((row, y) =>
            Enumerable.Range(0, row.Length).Where(x => row[x] == '#').Select(x => ((y + 3) * Width) + x + 5));
        return new Silhouette([.. pixels], Width);
    }
}
