using DeepWonder3D.Neurons.Detection;

namespace DeepWonder3D.Tests.Neurons;

public class PairCorrelationTests
{
    /// <summary>More frames than one block has, and not a multiple of what a task reads.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(64)]
    [InlineData(203)]
    public void Coefficients_are_those_of_the_whole_traces(int frames)
    {
        Random random = new(frames);
        using Volume movie = TestVolumes.Create(frames, 20, 20, (t, y, x) => random.Next(65536), SampleType.UInt16);
        Footprint[] footprints = [.. Enumerable.Range(0, 12).Select(i => RandomFootprint(random, 20, 20))];
        List<(int, int)> pairs = [.. from i in Enumerable.Range(0, 12) from j in Enumerable.Range(0, 12) where i != j select (i, j)];
        double[] coefficients = PairCorrelation.Measure(
            movie, footprints, pairs, SilentObserver.Instance, TestContext.Current.CancellationToken);
        double[][] traces = [.. footprints.Select(f => Trace(movie, f))];
        for (int p = 0; p < pairs.Count; p++)
        {
            Assert.Equal(Pearson(traces[pairs[p].Item1], traces[pairs[p].Item2]), coefficients[p], 1e-9);
        }
    }

    [Fact]
    public void A_bright_still_background_costs_no_digits()
    {
        using Volume movie = TestVolumes.Create(100, 4, 4, (t, y, x) => 1e6f + (y < 2 ? t % 7 : t % 5), SampleType.Float32);
        Footprint[] footprints = [new([0, 1], 4), new([8, 9], 4)];
        double r = Assert.Single(
            PairCorrelation.Measure(movie, footprints, [(0, 1)], SilentObserver.Instance, TestContext.Current.CancellationToken));
        double[] first = [.. Enumerable.Range(0, 100).Select(t => (double)(t % 7))];
        double[] second = [.. Enumerable.Range(0, 100).Select(t => (double)(t % 5))];
        Assert.Equal(Pearson(first, second), r, 1e-12);
    }

    [Fact]
    public void A_constant_trace_correlates_with_nothing()
    {
        using Volume movie = TestVolumes.Create(30, 4, 4, (t, y, x) => y < 2 ? 0.1f : t, SampleType.Float32);
        Footprint[] footprints = [new([0, 1, 2], 4), new([8], 4), new([4], 4)];
        double[] r = PairCorrelation.Measure(
            movie, footprints, [(0, 1), (0, 2), (1, 1)], SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal([double.NaN, double.NaN, 1], r);
    }

    private static Footprint RandomFootprint(Random random, int height, int width) =>
        new([.. Enumerable.Range(0, height * width).Where(_ => random.NextDouble() < 0.1).DefaultIfEmpty(0)], width);

    private static double[] Trace(Volume movie, Footprint footprint)
    {
        float[] samples = TestVolumes.Samples(movie);
        int plane = movie.Height * movie.Width;
        return [.. Enumerable.Range(0, (int)movie.FrameCount)
            .Select(t => footprint.Pixels.ToArray().Average(p => (double)samples[(t * plane) + p]))];
    }

    private static double Pearson(double[] x, double[] y)
    {
        double meanX = x.Average();
        double meanY = y.Average();
        double together = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        return together / Math.Sqrt(x.Sum(a => (a - meanX) * (a - meanX)) * y.Sum(b => (b - meanY) * (b - meanY)));
    }
}
