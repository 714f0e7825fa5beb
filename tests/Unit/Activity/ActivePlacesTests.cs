using DeepWonder3D.Activity;

namespace DeepWonder3D.Tests.Activity;

/// <summary>What lights up in made movies is found where it is and as large as it is, and nothing is found in noise.</summary>
public sealed class ActivePlacesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(6)]
    [InlineData(10)]
    [InlineData(20)]
    public void Spots_that_light_up_are_found_where_they_are(double diameter)
    {
        // To two samples, of which a diameter has six.
        int side = (int)(8 * diameter);
        (double Row, double Column, double, double)[] spots = FlashingMovie.Grid(side, 2.5 * diameter, 0.75 * diameter, 60);
        using Volume movie = FlashingMovie.Make(side, spots, seed: 1);
        IReadOnlyList<ActivePlace> found = ActivePlaces.Find(movie, diameter, 10, 8, Token);
        Assert.All(spots, s => Assert.Contains(found, f => Distance(f, s) < 0.35 * diameter));
        Assert.All(found, f => Assert.Contains(spots, s => Distance(f, s) < 0.5 * diameter));

        static double Distance(ActivePlace place, (double Row, double Column, double, double) spot) =>
            Math.Sqrt(Math.Pow(place.Row - spot.Row, 2) + Math.Pow(place.Column - spot.Column, 2));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 80)]
    [InlineData(4, -80)]
    public void Noise_and_light_that_changes_slowly_are_nothing(int seed, double drift)
    {
        using Volume movie = FlashingMovie.Make(128, [], seed, drift);
        Assert.Empty(ActivePlaces.Find(movie, 8, 10, 8, Token));
        Assert.Null(ActiveSize.OfScanned(movie, Token));
    }

    [Fact]
    public void A_movie_shorter_than_the_first_look_is_looked_at_all_the_same()
    {
        using Volume movie = FlashingMovie.Make(80, [(40, 40, 8, 80)], seed: 5, frames: 90);
        ActivePlace found = Assert.Single(ActivePlaces.Find(movie, 10, 10, 8, Token));
        Assert.Equal(40, found.Row, 1.0);
        Assert.Equal(40, found.Column, 1.0);
        using Volume frame = FlashingMovie.Make(40, [], seed: 5, frames: 12);
        Assert.Empty(ActivePlaces.Find(frame, 10, 100, 8, Token));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(16)]
    public void Cells_are_as_large_as_what_lights_up(double width)
    {
        int side = (int)(16 * width);
        using Volume movie = FlashingMovie.Make(side, FlashingMovie.Grid(side, 2.6 * width, width, 70), seed: 6);
        Assert.InRange(ActiveSize.OfScanned(movie, Token)!.Value / (width / 0.75), 0.8, 1.3);
    }

    [Fact]
    public void Boutons_between_cells_do_not_make_cells_small()
    {
        (double, double, double, double)[] spots =
        [
            .. FlashingMovie.Grid(200, 26, 8, 70),
            .. FlashingMovie.Grid(187, 26, 1.6, 200).Select(s => (s.Row + 13, s.Column + 13, s.Width, s.Height)),
        ];
        using Volume movie = FlashingMovie.Make(200, spots, seed: 7);
        Assert.InRange(ActiveSize.OfScanned(movie, Token)!.Value / (8 / 0.75), 0.75, 1.3);
    }

    [Fact]
    public void A_part_of_a_movie_is_read_as_a_movie()
    {
        using Volume movie = TestVolumes.Create(9, 7, 8, (t, y, x) => (100 * t) + (10 * y) + x, pixelUm: null);
        Volume part = PartStore.View(movie, new Region(2, 1, 3, 5, 4, 3));
        Assert.Equal((5L, 4, 3), (part.FrameCount, part.Height, part.Width));
        float[,] plane = part.GetPlane(3);
        Assert.Equal(500 + 10 + 3, plane[0, 0]);
        Assert.Equal(500 + 40 + 5, plane[3, 2]);
        float[] corner = new float[2];
        part.ReadBlock<float>(4, 0, 2, 1, 1, 2, corner);
        Assert.Equal([600 + 30 + 4, 600 + 30 + 5], corner);
    }
}
