namespace DeepWonder3D.Tests.Neurons;

public class TraceQualityTests
{
    [Fact]
    public void The_noise_of_white_noise_is_found_under_slow_activity()
    {
        Random random = new(2);
        float[] trace = new float[20_000];
        for (int t = 0; t < trace.Length; t++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            trace[t] = (float)(1000 + (3 * normal) + (200 * Math.Sin(t / 500.0)));
        }

        trace[777] = 1000 + 3000;
        double snr = TraceQuality.Snr(trace);
        Assert.Equal(1000, snr, 40.0);
    }

    [Fact]
    public void Scale_and_offset_do_not_matter()
    {
        float[] trace = [.. Enumerable.Range(0, 100).Select(t => (float)((t * 37 % 11) + (t == 50 ? 100 : 0)))];
        double snr = TraceQuality.Snr(trace);
        Assert.Equal(snr, TraceQuality.Snr([.. trace.Select(s => (8 * s) - 64)]), 1e-9);
    }

    [Fact]
    public void A_trace_that_mostly_stands_still_has_a_finite_ratio()
    {
        float[] trace = new float[101];
        trace[50] = 10;

        // Two differences of 10 among 100: a mean of 0.2.
        Assert.Equal(10 / (0.2 * Math.Sqrt(Math.PI) / 2), TraceQuality.Snr(trace), 1e-6);
    }

    [Fact]
    public void A_trace_without_change_has_no_ratio()
    {
        Assert.Equal(double.NaN, TraceQuality.Snr([]));
        Assert.Equal(double.NaN, TraceQuality.Snr([1]));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, 3, 3]));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, float.NaN, 3]));
        Assert.Equal(double.NaN, TraceQuality.Snr([3, float.PositiveInfinity, 3]));
    }
}
