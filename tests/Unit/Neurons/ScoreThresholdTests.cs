using DeepWonder3D.Neurons.Detection;

namespace DeepWonder3D.Tests.Neurons;

public class ScoreThresholdTests
{
    [Fact]
    public void Otsus_threshold_is_that_of_trying_every_level()
    {
        Random random = new(3);
        for (int trial = 0; trial < 300; trial++)
        {
            long[] histogram = new long[256];
            int used = random.Next(2, 60);
            for (int i = 0; i < used; i++)
            {
                histogram[random.Next(256)] += random.Next(1, 1 << random.Next(1, 20));
            }

            Assert.Equal(TryEveryLevel(histogram), ScoreThreshold.Otsu(histogram));
        }
    }

    [Fact]
    public void Of_equally_good_levels_the_first_is_taken()
    {
        long[] histogram = new long[256];
        histogram[0] = 900;
        histogram[255] = 100;
        Assert.Equal(1, ScoreThreshold.Otsu(histogram));
    }

    [Fact]
    public void The_threshold_is_the_factor_times_Otsus_of_256_unit_bins()
    {
        float[] scores = RandomScores(1, 4000);
        NeuronFindingOptions options = new();
        ScoreThreshold threshold = ScoreThreshold.Of(scores, options, new float[scores.Length])!.Value;
        double low = SortedPercentile(scores, 0.1);
        double[] stretched = [.. scores.Select(s => Math.Clamp((s - low) / (scores.Max() - low), 0, 1) * 255)];
        long[] histogram = new long[256];
        foreach (double v in stretched)
        {
            histogram[Math.Min((int)Math.Floor(v), 255)]++;
        }

        double level = 0.7 * TryEveryLevel(histogram);
        bool[] foreground = new bool[scores.Length];
        threshold.Apply(scores, foreground);
        Assert.Equal(low, threshold.Low);
        Assert.Equal(level, threshold.Level);
        Assert.Equal(stretched.Select(v => v >= level), foreground);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2.5)]
    public void Scores_that_mean_the_same_everywhere_are_compared_as_they_are(double least)
    {
        float[] scores = RandomScores(2, 500);
        ScoreThreshold threshold =
            ScoreThreshold.Of(scores, new NeuronFindingOptions { ScoreThreshold = least }, new float[scores.Length])!.Value;
        bool[] foreground = new bool[scores.Length];
        threshold.Apply(scores, foreground);
        Assert.Equal(scores.Select(s => s >= least), foreground);
    }

    [Fact]
    public void A_score_exactly_at_the_threshold_is_foreground()
    {
        // Levels 0 (the lowest), 51 and 255: the best cut is at 52, and 255 · 0.2 is 51 = 52 · (51 / 52).
        float[] scores = [.. Enumerable.Repeat(0f, 50), .. Enumerable.Repeat(1f, 10), .. Enumerable.Repeat(5f, 20)];
        NeuronFindingOptions options = new() { PercentilePercent = 0, ThresholdFactor = 51.0 / 52 };
        ScoreThreshold threshold = ScoreThreshold.Of(scores, options, new float[scores.Length])!.Value;
        Assert.Equal(51, threshold.Level);
        bool[] foreground = new bool[scores.Length];
        threshold.Apply(scores, foreground);
        Assert.Equal(30, foreground.Count(f => f));
    }

    [Fact]
    public void A_constant_window_has_no_threshold()
    {
        float[] scores = [.. Enumerable.Repeat(3.5f, 100)];
        Assert.Null(ScoreThreshold.Of(scores, new NeuronFindingOptions(), new float[100]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(33.3)]
    [InlineData(50)]
    [InlineData(100)]
    public void A_percentile_is_that_of_the_sorted_samples(double percent)
    {
        for (int count = 1; count < 200; count++)
        {
            float[] samples = RandomScores(count, count);
            Assert.Equal(SortedPercentile(samples, percent), OrderStatistics.Percentile((float[])samples.Clone(), percent), 1e-12);
        }
    }

    [Fact]
    public void Every_rank_is_that_of_the_sorted_samples()
    {
        Random random = new(9);
        for (int count = 1; count < 100; count++)
        {
            // Many equal samples, rising or falling stretches, and no order at all.
            float[] samples = (count % 3) switch
            {
                0 => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(4))],
                1 => [.. Enumerable.Range(0, count).Select(i => (float)(count - i))],
                _ => RandomScores(count, count),
            };
            float[] sorted = [.. samples.Order()];
            for (int rank = 0; rank < count; rank++)
            {
                float[] work = (float[])samples.Clone();
                Assert.Equal(sorted[rank], OrderStatistics.Select(work, rank));
                Assert.Equal(sorted, work.Order());
                Assert.All(work[..rank], s => Assert.True(s <= sorted[rank]));
                Assert.All(work[rank..], s => Assert.True(s >= sorted[rank]));
            }
        }
    }

    private static float[] RandomScores(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)Math.Pow(random.NextDouble(), 4))];
    }

    private static double SortedPercentile(float[] samples, double percent)
    {
        double[] sorted = [.. samples.Select(s => (double)s).Order()];
        double rank = (sorted.Length - 1) * (percent / 100);
        int below = (int)rank;
        return below == sorted.Length - 1 ? sorted[below] : sorted[below] + ((sorted[below + 1] - sorted[below]) * (rank - below));
    }

    private static int TryEveryLevel(long[] histogram)
    {
        int best = 0;
        double bestVariance = -1;
        for (int t = 1; t < 256; t++)
        {
            double below = histogram.Take(t).Sum();
            double above = histogram.Skip(t).Sum();
            if (below > 0 && above > 0)
            {
                double apart = (histogram.Take(t).Select((n, level) => (double)level * n).Sum() / below)
                    - (histogram.Select((n, level) => level >= t ? (double)level * n : 0).Sum() / above);
                double variance = below / (below + above) * (above / (below + above)) * (apart * apart);
                if (variance > bestVariance)
                {
                    (best, bestVariance) = (t, variance);
                }
            }
        }

        return best;
    }
}
