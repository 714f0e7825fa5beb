namespace DeepWonder3D.Tests.Neurons;

public class TraceBaselineTests
{
    [Theory]
    [InlineData(2_000, 10, 0.1)]
    [InlineData(2_000, 10, 1)]
    [InlineData(20_000, 30, 0.1)]
    [InlineData(20_000, 30, 1)]
    public void The_baseline_follows_bleaching_and_not_activity(int frames, double rate, double eventsPerSecond)
    {
        (float[] rest, float[] trace) = Recording(frames, rate, eventsPerSecond, seed: 1);
        float[] baseline = TraceBaseline.Of(trace, rate);

        // In units of the noise, whose standard deviation is 1; an event every second leaves hardly a frame at rest.
        double bias = baseline.Zip(rest, (b, r) => (double)b - r).Average();
        Assert.InRange(bias, -0.5, eventsPerSecond < 1 ? 0.5 : 1.8);
        Assert.InRange(baseline[0] - baseline[^1], 1.5, 4.5);
    }

    [Theory]
    [InlineData(2_000, 10)]
    [InlineData(6_000, 30)]
    [InlineData(20_000, 30)]
    public void A_minute_of_activity_does_not_lift_it(int frames, double rate)
    {
        (float[] rest, float[] trace) = Recording(frames, rate, 0.1, seed: 2);
        int start = (frames / 2) - (int)(30 * rate);
        int end = (frames / 2) + (int)(30 * rate);
        for (int t = start; t < end; t++)
        {
            trace[t] += 8;
        }

        float[] baseline = TraceBaseline.Of(trace, rate);
        Assert.InRange(Enumerable.Range(start, end - start).Average(t => (double)baseline[t] - rest[t]), -1, 1);
    }

    [Fact]
    public void Any_length_has_a_baseline()
    {
        for (int frames = 1; frames < 200; frames++)
        {
            float[] trace = TraceQualityTests.Noise(frames, frames, 1);
            Assert.All(TraceBaseline.Of(trace, 7), b => Assert.InRange(b, -4, 4));
            Assert.All(TraceBaseline.Of([.. trace.Select(_ => 3f)], null), b => Assert.Equal(3f, b));
        }
    }

    private static (float[] Quiet, float[] Trace) Recording(int frames, double rate, double eventsPerSecond, int seed)
    {
        Random random = new(seed);
        float[] noise = TraceQualityTests.Noise(seed, frames, 1);
        float[] rest = [.. Enumerable.Range(0, frames).Select(t => 10 * (1 - (0.3f * (1 - MathF.Exp(-3f * t / frames)))))];
        float[] trace = [.. rest.Zip(noise, (r, n) => r + n)];
        for (int t = 0; t < frames; t++)
        {
            if (random.NextDouble() < eventsPerSecond / rate)
            {
                for (int k = 0; k < 5 * rate && t + k < frames; k++)
                {
                    trace[t + k] += (float)(4 * Math.Exp(-k / rate / 0.7));
                }
            }
        }

        return (rest, trace);
    }
}
