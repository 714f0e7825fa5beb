namespace DeepWonder3D.Tests.Simulation;

public class RandomStreamTests
{
    private const int Draws = 400_000;

    [Fact]
    public void A_stream_is_told_by_seed_use_and_thing_and_repeats_itself()
    {
        double First(ulong seed, RandomUse use, long first, long second) => new RandomStream(seed, use, first, second).Uniform();

        double[] draws =
        [
            First(1, RandomUse.Shape, 0, 0), First(2, RandomUse.Shape, 0, 0), First(1, RandomUse.Activity, 0, 0),
            First(1, RandomUse.Shape, 1, 0), First(1, RandomUse.Shape, 0, 1), First(1, RandomUse.Shape, -1, 0),
        ];
        Assert.Equal(draws.Length, draws.Distinct().Count());
        Assert.Equal(draws[0], First(1, RandomUse.Shape, 0, 0));
    }

    [Fact]
    public void Normal_numbers_have_the_normal_law()
    {
        RandomStream random = new(3, RandomUse.Shape);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => random.Normal())];

        AssertClose(0, values.Average(), 4 / Math.Sqrt(Draws));
        AssertClose(1, values.Average(v => v * v), 4 * Math.Sqrt(2.0 / Draws));
        AssertClose(3, values.Average(v => v * v * v * v), 4 * Math.Sqrt(96.0 / Draws));
        foreach ((double limit, double share)
            in new[] { (0.5, 0.308537), (1, 0.158655), (2, 0.0227501), (3.442619, 2.8806e-4), (4, 3.1671e-5) })
        {
            AssertClose(share, (double)values.Count(v => v > limit) / Draws, 4 * Math.Sqrt(share / Draws));
            AssertClose(share, (double)values.Count(v => v < -limit) / Draws, 4 * Math.Sqrt(share / Draws));
        }
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(23.5)]
    [InlineData(700)]
    public void Poisson_counts_have_the_Poisson_law(double mean)
    {
        RandomStream random = new(4, RandomUse.CameraNoise);
        Dictionary<long, int> counts = [];
        for (int i = 0; i < Draws; i++)
        {
            long count = random.Poisson(mean);
            counts[count] = counts.GetValueOrDefault(count) + 1;
        }

        // Chi-squared over the counts that are common enough.
        double square = 0;
        int classes = 0;
        for (long k = 0; k < mean + (20 * Math.Sqrt(mean)) + 20; k++)
        {
            double expected = Draws * Math.Exp((k * Math.Log(mean)) - mean - MathNet.Numerics.SpecialFunctions.GammaLn(k + 1));
            if (expected > 20)
            {
                double difference = counts.GetValueOrDefault(k) - expected;
                square += difference * difference / expected;
                classes++;
            }
        }

        Assert.True(classes > 2);
        Assert.True(square < classes + (5 * Math.Sqrt(2 * classes)), $"χ² {square:0.0} for {classes} classes");
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(2.8)]
    [InlineData(30)]
    public void Gamma_numbers_have_the_mean_and_variance_of_their_shape(double shape)
    {
        RandomStream random = new(5, RandomUse.CameraNoise);
        double[] values = [.. Enumerable.Range(0, Draws).Select(_ => random.Gamma(shape))];

        double mean = values.Average();
        AssertClose(shape, mean, 5 * Math.Sqrt(shape / Draws));
        AssertClose(shape, values.Average(v => (v - mean) * (v - mean)), 5 * shape * Math.Sqrt((2 + (6 / shape)) / Draws));
        Assert.All(values, v => Assert.True(v > 0));
    }

    private static void AssertClose(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{actual} is not {expected} ± {tolerance}");
}
