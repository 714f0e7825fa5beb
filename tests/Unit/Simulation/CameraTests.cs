namespace DeepWonder3D.Tests.Simulation;

public class CameraTests
{
    private const int Side = 400;

    [Theory]
    [InlineData(0.8, 0, 0)]
    [InlineData(0.8, 0.6, 0.05)]
    [InlineData(20, 0, 2)]
    [InlineData(59, 0.5, 0.3)]
    [InlineData(61, 0.5, 0.3)]
    [InlineData(900, 0, 2)]
    public void Variance_grows_with_the_mean_as_photon_noise_does(double photons, double spread, double readNoise)
    {
        CameraOptions camera = new() { Gain = 20, Offset = 4000, ReadNoise = readNoise, GainSpread = spread, HotPixelFraction = 0 };
        double[] counts = Expose(camera, photons);

        double mean = counts.Average();
        double variance = counts.Average(c => (c - mean) * (c - mean));
        double expected = 400 * ((photons * (1 + (spread * spread))) + (readNoise * readNoise));
        Assert.Equal(4000 + (20 * photons), mean, 5 * Math.Sqrt(expected / counts.Length));

        // Rounding to whole counts adds 1/12; a variance is known to √(2/n), more for skewed counts.
        Assert.Equal(expected, variance, expected * 0.03);
    }

    [Fact]
    public void Drawing_many_photons_at_once_keeps_the_skewness_of_their_law()
    {
        CameraOptions camera = new() { Gain = 100, Offset = 0, ReadNoise = 0, HotPixelFraction = 0 };
        double[] counts = Expose(camera, 64);

        double mean = counts.Average();
        double deviation = Math.Sqrt(counts.Average(c => (c - mean) * (c - mean)));
        double skewness = counts.Average(c => Math.Pow((c - mean) / deviation, 3));
        Assert.Equal(1 / Math.Sqrt(64), skewness, 4 * Math.Sqrt(6.0 / counts.Length));
    }

    [Fact]
    public void Counts_are_whole_saturate_at_the_bit_depth_and_never_fall_below_0()
    {
        double[] bright = Expose(new CameraOptions { BitDepth = 12, Offset = 0, HotPixelFraction = 0 }, 5000);
        double[] dark = Expose(new CameraOptions { Offset = 0, ReadNoise = 3, HotPixelFraction = 0 }, 0);

        Assert.All(bright, c => Assert.Equal(4095, c));
        Assert.Equal(0, dark.Min());
        Assert.All(dark, c => Assert.Equal(Math.Round(c), c));
    }

    [Fact]
    public void Hot_pixels_are_few_stay_where_they_are_and_differ_between_views()
    {
        SimulationOptions options = new()
        {
            Height = 200,
            Width = 200,
            Camera = new CameraOptions { Offset = 0, ReadNoise = 0, HotPixelFraction = 1e-3, HotPixelRate = 5000 },
        };
        Camera camera = new(options, new Perspective { ViewId = 113, FocusUm = 0 });
        int[] first = HotPixels(camera, 0);
        int[] second = HotPixels(camera, 1);
        int[] other = HotPixels(new Camera(options, new Perspective { ViewId = 50, FocusUm = 0 }), 0);

        Assert.InRange(first.Length, 15, 70);
        Assert.True(first.Intersect(second).Count() > 0.8 * first.Length);
        Assert.True(first.Intersect(other).Count() < 0.2 * first.Length);
    }

    private static int[] HotPixels(Camera camera, int frame)
    {
        float[] counts = new float[200 * 200];
        camera.Expose(new float[counts.Length], 113, frame, counts);
        return [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] > 0)];
    }

    private static double[] Expose(CameraOptions options, double photons)
    {
        Camera camera = new(new SimulationOptions { Height = Side, Width = Side, Camera = options }, new Perspective { FocusUm = 0 });
        float[] light = new float[Side * Side];
        light.AsSpan().Fill((float)photons);
        float[] counts = new float[light.Length];
        camera.Expose(light, 0, 0, counts);
        return Array.ConvertAll(counts, c => (double)c);
    }
}
