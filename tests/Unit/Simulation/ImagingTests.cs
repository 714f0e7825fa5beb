namespace DeepWonder3D.Tests.Simulation;

public class ImagingTests
{
    [Fact]
    public void A_shift_by_whole_pixels_moves_samples_and_by_less_moves_the_centroid()
    {
        Canvas canvas = new(5, 50, 46, 1);
        float[] source = new float[canvas.Length];
        for (int i = 0; i < source.Length; i++)
        {
            double square = Math.Pow((i / 46) - 24.3, 2) + Math.Pow((i % 46) - 22.8, 2);
            source[i] = (float)(100 * Math.Exp(-0.5 * square / 9));
        }

        float[] line = new float[46];
        float[] moved = new float[40 * 36];
        SubpixelShift.Apply(source, canvas, 2, -1, line, moved);
        Assert.Equal(source[(20 * 46) + 21], moved[((20 + 2 - 5) * 36) + 21 - 1 - 5]);

        SubpixelShift.Apply(source, canvas, 1.37, -2.61, line, moved);
        Assert.Equal(24.3 - 5 + 1.37, moved.Select((v, i) => (double)v * (i / 36)).Sum() / moved.Sum(v => (double)v), 3e-3);
        Assert.Equal(22.8 - 5 - 2.61, moved.Select((v, i) => (double)v * (i % 36)).Sum() / moved.Sum(v => (double)v), 3e-3);
    }

    [Fact]
    public void A_smooth_field_has_unit_variance_and_its_correlation_length()
    {
        const int side = 64;
        double square = 0;
        double atLength = 0;
        double far = 0;
        int pairs = 0;
        for (int n = 0; n < 60; n++)
        {
            float[] field = new float[side * side];
            new SmoothField(new RandomStream(9, RandomUse.Neuropil, n), 20).AddTo(1, 100, -50, 2, side, field);
            for (int i = 0; i < side * (side - 40); i++)
            {
                square += field[i] * field[i];
                atLength += field[i] * field[i + (10 * side)];
                far += field[i] * field[i + (40 * side)];
                pairs++;
            }
        }

        Assert.Equal(1, square / pairs, 0.15);
        Assert.Equal(Math.Exp(-0.5), atLength / square, 0.1);
        Assert.Equal(0, far / square, 0.15);
    }

    [Fact]
    public void A_field_seen_shifted_is_the_field_shifted()
    {
        float[] here = new float[32 * 32];
        float[] there = new float[32 * 32];
        SmoothField field = new(new RandomStream(1, RandomUse.Neuropil), 8);
        field.AddTo(1, 0, 0, 2, 32, here);
        field.AddTo(1, 6, -4, 2, 32, there);

        Assert.Equal(here[(10 * 32) + 12], there[(7 * 32) + 14], 1e-4);
    }

    [Fact]
    public void Motion_has_its_mean_at_the_origin_and_the_jitter_that_was_asked_for()
    {
        MotionOptions motion = new() { JitterUm = 0.5, DriftUm = 0, BoutRateHz = 0 };
        MotionPath path = new(new SimulationOptions { FrameCount = 5000, Motion = motion });
        (double YUm, double XUm)[] places = [.. Enumerable.Range(0, 5000).Select(path.At)];

        Assert.Equal(0, places.Average(p => p.YUm), 9);
        Assert.Equal(0.5, Math.Sqrt(places.Average(p => p.XUm * p.XUm)), 0.08);
        Assert.Equal(places.Max(p => Math.Max(Math.Abs(p.YUm), Math.Abs(p.XUm))), path.LargestUm);
        Assert.True(new MotionPath(new SimulationOptions { Motion = MotionOptions.None }).IsStill);
    }

    [Fact]
    public void Drift_goes_as_far_as_asked_from_the_first_frame_to_the_last()
    {
        MotionPath path = new(new SimulationOptions { FrameCount = 50, Motion = MotionOptions.None with { DriftUm = 4 } });

        (double y, double x) = (path.At(49).YUm - path.At(0).YUm, path.At(49).XUm - path.At(0).XUm);
        Assert.Equal(4, Math.Sqrt((y * y) + (x * x)), 9);
    }

    [Fact]
    public void The_field_is_lit_as_evenly_as_stated()
    {
        SimulationOptions options =
            new() { Height = 101, Width = 101, Optics = new OpticsOptions { IlluminationFalloff = 0.4, IlluminationTilt = 0 } };
        float[] map = Illumination.Map(options);

        Assert.Equal(1, map.Average(), 0.01);
        Assert.Equal(0.4, map[(50 * 101) + 50] - map[0], 0.001);
    }
}
