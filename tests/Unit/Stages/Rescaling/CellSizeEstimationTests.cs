using DeepWonder3D.Stages.Rescaling;

namespace DeepWonder3D.Tests.Stages.Rescaling;

public class CellSizeEstimationTests
{
    private const int Side = 160;

    [Theory]
    [InlineData(6, 40, true)]
    [InlineData(10, 40, true)]
    [InlineData(16, 25, true)]
    [InlineData(28, 12, false)]
    public void The_diameter_of_cells_that_begin_to_shine_is_found_in_noise(int diameter, int cells, bool isClear)
    {
        using Volume movie = Movie(diameter, cells, seed: diameter);
        CellSize found = CellSizeEstimation.Run(movie, TestContext.Current.CancellationToken)!;
        TestContext.Current.TestOutputHelper?.WriteLine(found.ToString());
        Assert.InRange(found.DiameterPx / diameter, 0.8, 1.25);

        // A fifth of the field is lit at a time where cells are large and many: the size is found, and said to be unsure.
        Assert.True(found.IsSure || !isClear, found.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Noise_has_no_cells(int seed)
    {
        using Volume movie = Movie(10, 0, seed);
        CellSize? found = CellSizeEstimation.Run(movie, TestContext.Current.CancellationToken);
        Assert.True(found is null || !found.IsSure, found?.ToString());
    }

    [Fact]
    public void The_recording_behind_a_movie_is_looked_at_in_the_movies_pixels()
    {
        using Volume movie = Movie(10, 40, seed: 5);
        Volume stated = new(movie.Info with { PixelSizeUm = 1 }, movie.Store);
        using Volume coarse = Resizing.Run(
            stated, new ResizeOptions { PixelSizeUm = 2, Method = ResizeMethod.Linear }, token: TestContext.Current.CancellationToken);
        Assert.InRange(CellSizeEstimation.Run(coarse, TestContext.Current.CancellationToken)!.DiameterPx, 4, 6.25);
    }

    [Fact]
    public void A_flash_of_the_whole_field_is_no_cell()
    {
        using Volume movie = Movie(10, 40, seed: 6, flash: 60);
        Assert.InRange(CellSizeEstimation.Run(movie, TestContext.Current.CancellationToken)!.DiameterPx, 8, 12.5);
    }

    /// <summary>Discs with soft edges, as light spreads, that flare up and fade over noise a third as strong.</summary>
    private static Volume Movie(int diameter, int cells, int seed, int flash = -1)
    {
        Random random = new(seed);
        (double Row, double Column, int Onset)[] places = [.. Enumerable.Range(0, 3 * cells).Select(_ => (
            diameter + (random.NextDouble() * (Side - (2 * diameter))),
            diameter + (random.NextDouble() * (Side - (2 * diameter))),
            random.Next(10, 190)))];
        double[] light = new double[200 * Side * Side];
        foreach ((double row, double column, int onset) in places)
        {
            for (int y = Math.Max(0, (int)(row - diameter)); y < Math.Min(Side, row + diameter); y++)
            {
                for (int x = Math.Max(0, (int)(column - diameter)); x < Math.Min(Side, column + diameter); x++)
                {
                    double distance = Math.Sqrt(Math.Pow(y - row, 2) + Math.Pow(x - column, 2));
                    double cover = Math.Clamp((((diameter / 2.0) - distance) / Math.Max(1, diameter / 4.0)) + 0.5, 0, 1);
                    for (int t = onset; cover > 0 && t < 200; t++)
                    {
                        light[(((t * Side) + y) * Side) + x] += 30 * cover * Math.Exp(-(t - onset) / 12.0);
                    }
                }
            }
        }

        return TestVolumes.Create(
            200,
            Side,
            Side,
            (t, y, x) => (float)(100 + light[(((t * Side) + y) * Side) + x] + (t == flash ? 500 : 0) + (10 * Normal(random))),
            pixelUm: null);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
