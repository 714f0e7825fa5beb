using DeepWonder3D.Neurons.Extraction;

namespace DeepWonder3D.Tests.Neurons;

public class ActivityCentroidTests
{
    private const int Size = 48;
    private const int Frames = 150;
    private const double Sigma = 2.2;

    private static readonly float[][] s_activity = [Course(1), Course(2)];

    [Theory]
    [InlineData(20.3, 19.6)]
    [InlineData(19.85, 20.45)]
    public void The_centre_of_the_light_is_found_to_a_small_part_of_a_pixel(double row, double column)
    {
        using Volume movie = Movie((row, column), (-50, -50));
        (double foundRow, double foundColumn) = Centroid(movie, Disc(20, 20, 4));

        // The footprint's own centre is (20, 20) wherever the neuron lies.
        Assert.Equal(row, foundRow, 0.06);
        Assert.Equal(column, foundColumn, 0.06);
    }

    [Fact]
    public void A_neighbour_that_does_other_things_hardly_pulls()
    {
        using Volume movie = Movie((20.3, 19.6), (20, 28));
        (double row, double column) = Centroid(movie, Disc(20, 20, 4));
        Assert.Equal(20.3, row, 0.12);
        Assert.Equal(19.6, column, 0.12);
    }

    [Fact]
    public void Light_that_lies_elsewhere_leaves_the_footprint_its_own_centre()
    {
        // The footprint lies beside the neuron: what follows its trace is not in it.
        using Volume movie = Movie((20, 25), (-50, -50));
        (double row, double column) = Centroid(movie, Disc(20, 20, 3));
        Assert.Equal(20, row, 1e-9);
        Assert.Equal(20, column, 1e-9);
    }

    [Fact]
    public void A_trace_that_does_not_vary_leaves_the_footprint_its_own_centre()
    {
        using Volume movie = TestVolumes.Create(5, Size, Size, (_, _, _) => 7);
        (double row, double column) = Centroid(movie, Disc(3, 3, 4), new Trace(new float[5]));
        Assert.True(double.IsFinite(row + column));
    }

    private static (double Row, double Column) Centroid(Volume movie, Footprint footprint, Trace? trace = null)
    {
        trace ??= TraceExtraction.Measure(movie, [footprint], SilentObserver.Instance, TestContext.Current.CancellationToken)[0];
        return Assert.Single(ActivityCentroids.Measure(movie, [footprint], [trace], TestContext.Current.CancellationToken));
    }

    private static Volume Movie(params (double Row, double Column)[] places) => TestVolumes.Create(
        Frames,
        Size,
        Size,
        (t, r, c) =>
            (float)places.Select((p, n) => s_activity[n][t] * 100 * Math.Exp(
                -(((r - p.Row) * (r - p.Row)) + ((c - p.Column) * (c - p.Column))) / (2 * Sigma * Sigma)))
                .Sum());

    private static Footprint Disc(int row, int column, int radius) => new(
        [.. from r in Enumerable.Range(0, Size)
            from c in Enumerable.Range(0, Size)
            where ((r - row) * (r - row)) + ((c - column) * (c - column)) <= radius * radius
            select (r * Size) + c], Size);

    /// <summary>Bursts at times of its own.</summary>
    private static float[] Course(int seed)
    {
        Random random = new(seed);
        float[] course = new float[Frames];
        for (int t = 1; t < Frames; t++)
        {
            course[t] = (0.8f * course[t - 1]) + (random.NextDouble() < 0.06 ? 1 : 0);
        }

        return course;
    }
}
