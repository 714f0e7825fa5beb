using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Tests.Views.Merging;

[Collection(ScratchTests.Name)]
public class CorrelationSearchTests
{
    [Theory]
    [InlineData(40, 1)]
    [InlineData(40, 2)]
    [InlineData(127, 7)]
    [InlineData(128, 33)]
    [InlineData(129, 511)]
    [InlineData(300, 512)]
    [InlineData(300, 513)]
    [InlineData(150, 1300)]
    public void Finds_exactly_the_pairs_that_a_dense_double_matrix_has(int count, int frames)
    {
        Random random = new(count + frames);
        Detections detections = Detect(random, count, [.. Enumerable.Range(0, count).Select(_ => RandomTrace(random, frames))]);
        double[,] matrix = DenseMatrix(detections);
        foreach (double cutoff in new[] { 0, 0.3, 0.6, 0.95 })
        {
            Assert.Equal(PairsAbove(matrix, cutoff), Search(detections, cutoff));
        }
    }

    [Fact]
    public void Decides_pairs_next_to_the_cutoff_in_double_precision()
    {
        // 1e-9 away from the cutoff: a hundredth of what single precision resolves, a million times what double does.
        Random random = new(5);
        Detections detections = Detect(random, 60, [.. Enumerable.Range(0, 60).Select(_ => RandomTrace(random, 400))]);
        double[,] matrix = DenseMatrix(detections);
        double[] correlations = [.. PairsAbove(matrix, 0.05).Select(p => matrix[p.A, p.B]).Take(40)];
        Assert.Equal(40, correlations.Length);
        foreach (double r in correlations)
        {
            Assert.Equal(PairsAbove(matrix, r - 1e-9), Search(detections, r - 1e-9));
            Assert.Equal(PairsAbove(matrix, r + 1e-9), Search(detections, r + 1e-9));
        }
    }

    [Fact]
    public void Constant_and_infinite_traces_match_nothing_and_gaps_are_passed_over()
    {
        float[] ramp = [.. Enumerable.Range(0, 50).Select(t => (float)t)];
        float[] hole = [.. ramp];
        hole[7] = float.NaN;
        float[] infinite = [.. ramp];
        infinite[7] = float.PositiveInfinity;
        float[] constant = [.. Enumerable.Repeat(0.1f, 50)];
        float[][] traces = [ramp, constant, hole, infinite, ramp, constant, hole, infinite];
        Detections detections = Detect(null, 8, traces);
        Assert.Equal([(0, 4), (0, 6), (2, 4), (2, 6)], Search(detections, 0));
    }

    [Fact]
    public void Small_changes_far_above_zero_are_correlated_exactly()
    {
        Random random = new(3);
        float[] shape = [.. Enumerable.Range(0, 600).Select(_ => random.NextSingle())];
        float[][] traces = [.. Enumerable.Range(0, 6).Select(k =>
            Array.ConvertAll(shape, s => 60000f + MathF.Round(20 * s) + (k * MathF.Round(random.NextSingle()))))];
        Detections detections = Detect(null, 6, traces);
        double[,] matrix = DenseMatrix(detections);
        foreach (double cutoff in new[] { 0.9, 0.95, 0.99, 0.999 })
        {
            Assert.Equal(PairsAbove(matrix, cutoff), Search(detections, cutoff));
        }
    }

    [Fact]
    public void Neighbours_are_listed_both_ways_in_ascending_order()
    {
        Random random = new(9);
        Detections detections = Detect(random, 200, [.. Enumerable.Range(0, 200).Select(_ => RandomTrace(random, 12))]);
        int[][] neighbours = Neighbours(detections, 0.3);
        for (int a = 0; a < neighbours.Length; a++)
        {
            Assert.Equal(neighbours[a].Order(), neighbours[a]);
            Assert.All(neighbours[a], b => Assert.Contains(a, neighbours[b]));
        }
    }

    [Fact]
    public void Refuses_in_words_when_everything_correlates_with_everything()
    {
        float[] ramp = [.. Enumerable.Range(0, 10).Select(t => (float)t)];
        Detections detections = Detect(new Random(1), 2000, [.. Enumerable.Repeat(ramp, 2000)]);
        string? before = Environment.GetEnvironmentVariable(MemoryBudget.Variable);
        try
        {
            Environment.SetEnvironmentVariable(MemoryBudget.Variable, "1MB");
            Refusal.Of(ErrorId.MemoryLimitExceeded, () => Search(detections, 0.6));
        }
        finally
        {
            Environment.SetEnvironmentVariable(MemoryBudget.Variable, before);
        }
    }

    [Fact]
    public void Stops_when_cancelled()
    {
        Detections detections = Detect(new Random(1), 100, [.. Enumerable.Repeat(new float[] { 1, 2 }, 100)]);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => CorrelationSearch.Run(
            detections, new TraceCorrelation(detections, default), null, 0.5, SilentObserver.Instance, source.Token));
    }

    /// <summary>Noise around one of four shapes, of any amplitude and offset; some constant.</summary>
    private static float[] RandomTrace(Random random, int frames)
    {
        int kind = random.Next(5);
        double mix = random.NextDouble();
        double offset = random.Next(3) * 1000.0;
        double gain = Math.Pow(10, random.Next(-2, 3));
        Random shape = new(kind);
        return [.. Enumerable.Range(0, frames).Select(_ =>
        {
            double common = shape.NextDouble();
            double own = random.NextDouble();
            return kind == 4 ? 7f : (float)(offset + (gain * ((mix * common) + ((1 - mix) * own))));
        })];
    }

    /// <summary>Detections in three views of unequal size; all in views of half each without a generator.</summary>
    private static Detections Detect(Random? random, int count, float[][] traces)
    {
        int first = random?.Next(count) ?? count / 2;
        int second = random is null ? count : random.Next(first, count);
        Neuron[] neurons = [.. traces.Select((trace, i) => ViewScene.Neuron(i + 1, (1, 1), trace))];
        return new Detections(
            [ViewScene.Set(1, neurons[..first]), ViewScene.Set(2, neurons[first..second]), ViewScene.Set(3, neurons[second..])],
            traces[0].Length);
    }

    private static int[][] Neighbours(Detections detections, double cutoff) => CorrelationSearch.Run(
        detections,
        new TraceCorrelation(detections, default),
        null,
        cutoff,
        SilentObserver.Instance,
        TestContext.Current.CancellationToken);

    private static List<(int A, int B)> Search(Detections detections, double cutoff) =>
        [.. Neighbours(detections, cutoff).SelectMany((others, a) => others.Where(b => b > a).Select(b => (a, b)))];

    private static List<(int A, int B)> PairsAbove(double[,] matrix, double cutoff) =>
    [
        .. from a in Enumerable.Range(0, matrix.GetLength(0))
           from b in Enumerable.Range(a + 1, matrix.GetLength(0) - a - 1)
           where matrix[a, b] > cutoff
           select (a, b),
    ];

    /// <summary>All correlations between detections of different views; NaN elsewhere.</summary>
    private static double[,] DenseMatrix(Detections detections)
    {
        double[][] traces =
            [.. Enumerable.Range(0, detections.Count).Select(d => Array.ConvertAll(detections.TraceOf(d).ToArray(), s => (double)s))];
        double[,] matrix = new double[traces.Length, traces.Length];
        for (int a = 0; a < traces.Length; a++)
        {
            for (int b = 0; b < traces.Length; b++)
            {
                matrix[a, b] = detections.ViewOf(a) == detections.ViewOf(b) ? double.NaN : Pearson(traces[a], traces[b]);
            }
        }

        return matrix;
    }

    /// <summary>The textbook formula; NaN where a trace is constant or not finite.</summary>
    private static double Pearson(double[] x, double[] y)
    {
        if (Array.TrueForAll(x, v => v == x[0]) || Array.TrueForAll(y, v => v == y[0]))
        {
            return double.NaN;
        }

        double meanX = x.Average();
        double meanY = y.Average();
        double covariance = x.Zip(y, (u, v) => (u - meanX) * (v - meanY)).Sum();
        return covariance / Math.Sqrt(x.Sum(u => (u - meanX) * (u - meanX)) * y.Sum(v => (v - meanY) * (v - meanY)));
    }
}
