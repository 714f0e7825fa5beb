namespace DeepWonder3D.Tests.Neurons;

public class TraceQualityTests
{
    [Fact]
    public void The_noise_of_white_noise_is_found_under_slow_activity()
    {
        float[] trace = Noise(2, 20_000, 3);
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] += (float)(1000 + (200 * Math.Sin(t / 500.0)));
        }

        Assert.Equal(3, TraceQuality.NoiseOf(trace), 0.1);
    }

    [Fact]
    public void A_single_bright_frame_has_the_ratio_of_its_height_to_the_noise_and_no_cap()
    {
        float[] trace = Noise(3, 2000, 1);
        trace[777] = 5000;
        Assert.Equal(5000, TraceQuality.Snr(trace, 10), 250.0);
    }

    [Fact]
    public void An_event_that_lasts_stands_out_more_than_its_highest_frame()
    {
        float[] trace = Noise(4, 2000, 1);
        for (int t = 0; t < 40; t++)
        {
            trace[500 + t] += 4 * MathF.Exp(-t / 8f);
        }

        // A matched filter collects √(Σ height²) of the event: 4 · √(1 / (1 − e^(−2/8))) = 8.5.
        Assert.InRange(TraceQuality.Snr(trace, 10), 6.5, 10.5);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_000)]
    [InlineData(30_000)]
    public void Noise_alone_stays_below_what_counts_as_activity(int frames)
    {
        double highest = Enumerable.Range(0, 60).Max(seed => TraceQuality.Snr(Noise(seed, frames, 2), 10));
        Assert.InRange(highest, 2.5, new TraceOptions().MinSnr);
    }

    [Fact]
    public void Slow_drift_is_no_activity()
    {
        float[] trace = Noise(5, 3000, 1);
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] += 5 * MathF.Sin(t / 300f);
        }

        Assert.True(TraceQuality.Snr(trace, 10) < new TraceOptions().MinSnr);
    }

    [Fact]
    public void A_neuron_that_hardly_rests_is_active_all_the_same()
    {
        float[] trace = Noise(6, 3000, 1);
        Random random = new(6);
        for (int start = 0; start < trace.Length - 60; start += random.Next(5, 30))
        {
            for (int t = 0; t < 60; t++)
            {
                trace[start + t] += 8 * MathF.Exp(-t / 10f);
            }
        }

        Assert.True(TraceQuality.Snr(trace, 10) > 12);
    }

    [Fact]
    public void Scale_and_offset_do_not_matter()
    {
        float[] trace = [.. Enumerable.Range(0, 100).Select(t => (float)((t * 37 % 11) + (t == 50 ? 100 : 0)))];
        double snr = TraceQuality.Snr(trace, null);
        Assert.Equal(snr, TraceQuality.Snr([.. trace.Select(s => (8 * s) - 64)], null), snr * 1e-5);
    }

    [Fact]
    public void A_trace_without_change_has_no_ratio()
    {
        Assert.Equal(double.NaN, TraceQuality.Snr([], 10));
        Assert.Equal(double.NaN, TraceQuality.Snr([1], 10));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, 3, 3], 10));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, float.NaN, 3], 10));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, float.PositiveInfinity, 3], 10));
    }

    [Theory]
    [InlineData(7.5)]
    [InlineData(30)]
    public void The_noise_level_is_that_of_the_definition_and_does_not_depend_on_the_rate_of_photon_noise(double rate)
    {
        // Photon noise of a frame grows with the root of the rate: 5 % at 7.5 Hz is 10 % at 30 Hz.
        float[] relative = Noise(7, 20_000, 0.05 * Math.Sqrt(rate / 7.5));
        double expected = 100 * 0.05 * Math.Sqrt(2) * 0.6745 / Math.Sqrt(7.5);
        Assert.Equal(expected, TraceQuality.NoiseLevel(relative, rate), expected * 0.03);
    }

    [Fact]
    public void Relative_change_needs_resting_light_that_is_certain()
    {
        Trace trace = new([.. Noise(8, 2000, 1).Select(s => s + 20)]);
        TraceFacts facts = TraceFacts.Of(trace, 10, 0);
        Assert.Equal(20, facts.Baseline!.Mean, 0.5);
        Assert.Equal(0, facts.DeltaFOverF!.Mean, 0.05);
        Assert.True(facts.NoiseLevel > 0);
        Assert.Null(TraceFacts.Of(trace, 10, 25).DeltaFOverF);
        Assert.Null(TraceFacts.Of(trace, 10, double.PositiveInfinity).DeltaFOverF);
        Assert.True(double.IsNaN(TraceFacts.Of(trace, null, 0).NoiseLevel));
        Assert.Null(TraceFacts.Of(new Trace([1, float.PositiveInfinity, 2]), 10, 0).Baseline);
    }

    internal static float[] Noise(int seed, int frames, double sigma)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, frames).Select(_ =>
            (float)(sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
