namespace DeepWonder3D.Tests.Traces;

public class EventPoolsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void Order_one_is_the_non_negative_least_squares_solution(double decay)
    {
        EventKernel kernel = new(decay, 0);
        for (int seed = 0; seed < 20; seed++)
        {
            double[] trace = Noisy(kernel, 15 + seed, seed);
            (double[] calcium, double[] events) = Fit(trace, kernel);
            double[] best = Oracle(trace, kernel);
            for (int t = 0; t < trace.Length; t++)
            {
                Assert.Equal(best[t], calcium[t], 1e-6);
                Assert.True(events[t] >= 0);
            }
        }
    }

    [Theory]
    [InlineData(0.8, 0.3)]
    [InlineData(0.9, 0.5)]
    [InlineData(0.95, 0.8)]
    public void Order_two_is_within_a_thousandth_of_the_non_negative_least_squares_solution(double decay, double rise)
    {
        // The squares that are left; rounds in which events are added end before the last digit.
        EventKernel kernel = new(decay, rise);
        double worst = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            double[] trace = Noisy(kernel, 15 + seed, seed);
            (double[] calcium, double[] events) = Fit(trace, kernel);
            Assert.All(events, e => Assert.True(e >= 0));
            double best = Squares(trace, Oracle(trace, kernel));
            double found = Squares(trace, calcium);
            Assert.True(found >= best * (1 - 1e-6));
            worst = Math.Max(worst, found / best);
        }

        output.WriteLine($"{worst}");
        Assert.InRange(worst, 0.999, 1.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.4)]
    public void Without_noise_the_events_come_back_as_they_were(double rise)
    {
        EventKernel kernel = new(0.9, rise);
        double[] events = new double[60];
        (events[7], events[20], events[21], events[45]) = (2, 1, 0.5, 3);
        (double[] calcium, double[] found) = Fit(CalciumTrace.Of(kernel, events), kernel);
        for (int t = 0; t < events.Length; t++)
        {
            Assert.Equal(events[t], found[t], 1e-6);
        }

        Assert.Equal(CalciumTrace.Of(kernel, events)[^1], calcium[^1], 1e-6);
    }

    [Fact]
    public void What_glowed_before_the_first_frame_decays_and_is_no_event()
    {
        EventKernel kernel = new(0.9, 0.5);
        double[] trace = [.. Enumerable.Range(0, 40).Select(t => 5 * Math.Pow(0.9, t))];
        (double[] calcium, double[] events) = Fit(trace, kernel);
        Assert.All(events, e => Assert.Equal(0, e, 1e-9));
        Assert.Equal(trace[30], calcium[30], 1e-9);
    }

    private static (double[] Calcium, double[] Events) Fit(double[] trace, EventKernel kernel)
    {
        EventPools pools = new();
        double[] calcium = new double[trace.Length];
        double[] events = new double[trace.Length];
        pools.Fit(trace, kernel, 0);
        pools.Prune(kernel, 0, 0);
        pools.Complete(trace, kernel, Enumerable.Repeat(true, trace.Length).ToArray(), calcium, events);
        return (calcium, events);
    }

    private static double[] Noisy(EventKernel kernel, int frames, int seed)
    {
        double[] events = new double[frames];
        (events[3], events[frames / 2]) = (3, 2);
        double[] noise = CalciumTrace.Noise(frames, seed);
        return [.. CalciumTrace.Of(kernel, events).Select((c, t) => c + (0.5 * noise[t]))];
    }

    private static double Squares(double[] trace, double[] calcium) => trace.Zip(calcium, (y, c) => (y - c) * (y - c)).Sum();

    /// <summary>The same problem by coordinate descent, one event at a time until nothing moves.</summary>
    private static double[] Oracle(double[] trace, EventKernel kernel)
    {
        double[] events = new double[trace.Length];
        double[] left = [.. trace];
        double moved = 1;
        for (int sweep = 0; sweep < 200_000 && moved > 1e-11; sweep++)
        {
            moved = 0;
            for (int k = 0; k < events.Length; k++)
            {
                double product = 0;
                double square = 0;
                for (int t = k; t < trace.Length; t++)
                {
                    double h = k == 0 ? kernel.Fall(t) : kernel.Answer(t - k);
                    product += h * left[t];
                    square += h * h;
                }

                double step = Math.Max(-events[k], product / square);
                events[k] += step;
                moved = Math.Max(moved, Math.Abs(step));
                for (int t = k; t < trace.Length; t++)
                {
                    left[t] -= step * (k == 0 ? kernel.Fall(t) : kernel.Answer(t - k));
                }
            }
        }

        return [.. trace.Zip(left, (y, l) => y - l)];
    }
}
