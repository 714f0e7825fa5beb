using DeepWonder3D.Views.Fusing;

namespace DeepWonder3D.Tests.Views.Merging;

public class ViewFusionTests
{
    private const int Frames = 400;

    [Fact]
    public void Gains_and_offsets_of_views_do_not_matter()
    {
        Trace[] traces = [.. Enumerable.Range(0, 5).Select(v => Seen(gain: 1 << v, offset: 1000 * v, noise: 0, seed: v))];
        FusedTrace fused = ViewFusion.Run(traces);
        Assert.Equal(1, Agreement(fused.Samples), 1e-6);

        // The mean gain is 31 / 5 and the mean offset 2000.
        Assert.Equal(2000 + (6.2 * Course().Max()), fused.Samples.Max(), 0.01);
    }

    [Fact]
    public void Views_weigh_by_the_inverse_square_of_their_noise()
    {
        double[] noise = [0.2, 0.2, 0.4, 0.4, 0.8];
        FusedTrace fused = ViewFusion.Run([.. noise.Select((n, v) => Seen(3, 50, n, v))]);
        double total = noise.Sum(n => 1 / (n * n));
        for (int v = 0; v < noise.Length; v++)
        {
            Assert.Equal(1 / (noise[v] * noise[v]) / total, fused.Weights[v], 0.08);
        }

        float[] mean = Mean([.. noise.Select((n, v) => Seen(3, 50, n, v))]);
        Assert.True(Agreement(fused.Samples) > Agreement(mean));
    }

    [Fact]
    public void One_bad_view_does_no_harm()
    {
        // It shows another neuron on top, at twice the brightness.
        Trace[] good = [.. Enumerable.Range(0, 6).Select(v => Seen(1, 100, 0.3, v))];
        float[] other = Course(seed: 99);
        Trace bad = new([.. Seen(1, 100, 0.3, 6).ToArray().Select((s, t) => s + (2 * other[t]))]);
        float[] without = ViewFusion.Run(good).Samples;
        FusedTrace with = ViewFusion.Run([.. good, bad]);
        Assert.True(Agreement(with.Samples) > Agreement(without) - 0.002, $"{Agreement(with.Samples)} against {Agreement(without)}");
        Assert.True(Agreement(with.Samples) > Agreement(Mean([.. good, bad])) + 0.01);
        Assert.InRange(with.Weights[6], 0, 0.05);
    }

    [Fact]
    public void A_short_artefact_costs_its_frames_and_not_its_view()
    {
        Trace[] traces = [.. Enumerable.Range(0, 5).Select(v => Seen(1, 100, 0.2, v))];
        float[] spoiled = traces[2].ToArray();
        spoiled.AsSpan(100, 10).Fill(500);
        FusedTrace fused = ViewFusion.Run([traces[0], traces[1], new Trace(spoiled), traces[3], traces[4]]);
        Assert.InRange(fused.Weights[2], 0.1, 0.3);
        Assert.InRange(fused.Samples[105] - ViewFusion.Run(traces).Samples[105], -0.5, 0.5);
    }

    [Fact]
    public void A_single_view_and_constant_views_stay_as_they_are()
    {
        Trace one = Seen(2, 7, 1, 1);
        Assert.Equal(one.ToArray(), ViewFusion.Run([one]).Samples);
        Assert.Equal([1.0], ViewFusion.Run([one]).Weights);
        Assert.Equal([2f, 2f], ViewFusion.Run([new Trace([1, 1]), new Trace([3, 3])]).Samples);
    }

    [Fact]
    public void Two_views_weigh_alike()
    {
        FusedTrace fused = ViewFusion.Run([Seen(1, 0, 0.2, 1), Seen(1, 0, 0.2, 2)]);
        Assert.Equal([0.5, 0.5], fused.Weights);
    }

    private static float[] Course(int seed = 0)
    {
        Random random = new(seed);
        float[] course = new float[Frames];
        for (int e = 0; e < 10; e++)
        {
            int start = random.Next(Frames);
            for (int t = start; t < Math.Min(Frames, start + 20); t++)
            {
                course[t] += 2 * MathF.Exp((start - t) / 6f);
            }
        }

        return course;
    }

    private static Trace Seen(double gain, double offset, double noise, int seed)
    {
        Random random = new(seed + 1000);
        return new Trace(Array.ConvertAll(Course(), s =>
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            return (float)(offset + (gain * (s + (noise * normal))));
        }));
    }

    private static float[] Mean(Trace[] traces) => [.. Enumerable.Range(0, Frames).Select(t => (float)traces.Average(trace => trace[t]))];

    private static double Agreement(float[] trace) => Pearson(trace, Course());

    private static double Pearson(float[] a, float[] b) => DeepWonder3D.Views.Merging.TraceCorrelation.Between(a, b);
}
