using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Stages;

/// <summary>
/// How much a result depends on where the tiles meet, on the real movie, in standard deviations of the result. The halos are shorter than
/// what the networks could see; the bounds are twice what was measured. Time is cut in one piece here: the tiles are 128 pixels wide and
/// more, those of the whole are one.
/// </summary>
public class TileSizeTests
{
    [Theory]
    [InlineData("denoise", 24, 0.002, 0.08)]
    [InlineData("background", 24, 0.03, 3)]
    [InlineData("segment", 64, 0.015, 1.5)]
    public void A_result_hardly_depends_on_the_tile_size(string stage, int frames, double typical, double worst) => AssertAlike(
        stage,
        frames,
        224,
        PublishedModels.Model(stage switch
        {
            "denoise" => PublishedCheckpoints.DenoiseRush,
            "background" => PublishedCheckpoints.Background2Um,
            _ => PublishedCheckpoints.Segment2Um,
        }),
        typical,
        worst);

    [Theory]
    [InlineData("denoise", "denoise", 64, 2e-5, 0.0012)]
    [InlineData("background", "background-2um", 64, 0.06, 5.6)]
    [InlineData("segment", "segment-2um", 64, 0.0018, 0.024)]
    [InlineData("super-resolve", "upscale", 3, 1e-5, 0.0008)]
    public void Nor_does_one_of_a_model_that_ships(string stage, string model, int frames, double typical, double worst) =>
        AssertAlike(stage, frames, 144, Path.Combine(SharedMaterial.Root, "module", "models", model + ".onnx"), typical, worst);

    private static void AssertAlike(string stage, int frames, int tileSize, string model, double typical, double worst)
    {
        string recording = SharedMaterial.Path("data/two-photon-7hz.tif");
        using IDisposable room = MemoryBudget.Use(8L << 30);
        using Volume movie = VolumeReader.Open(
            recording, new VolumeReadOptions { FrameCount = frames }, TestContext.Current.CancellationToken);
        using Volume whole = Run(stage, movie, model, 512);
        using Volume tiled = Run(stage, movie, model, tileSize);
        double[] difference = [.. TestVolumes.Samples(whole).Zip(TestVolumes.Samples(tiled), (a, b) => Math.Abs((double)a - b))];
        double deviation = Deviation(TestVolumes.Samples(whole));
        double rms = Math.Sqrt(difference.Average(d => d * d)) / deviation;
        double largest = difference.Max() / deviation;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{stage}: root mean square {rms:0.00000}, largest {largest:0.00000} standard deviations");
        Assert.True(rms > 0, "Both runs used the same tiles.");
        Assert.True(rms <= typical && largest <= worst, $"root mean square {rms:0.00000}, largest {largest:0.00000} standard deviations");
    }

    private static Volume Run(string stage, Volume movie, string model, int tileSize)
    {
        NetworkOptions options = new() { Model = model, Device = DeviceRequest.Parse("Cpu"), TileSize = tileSize };
        CancellationToken token = TestContext.Current.CancellationToken;
        return stage switch
        {
            "denoise" => Denoising.Run(movie, options, SilentObserver.Instance, token),
            "background" => BackgroundRemoval.Run(movie, options, SilentObserver.Instance, token),
            "segment" => Segmentation.Run(movie, options, SilentObserver.Instance, token).Scores,
            _ => SuperResolution.Run(movie, 2, options, SilentObserver.Instance, token),
        };
    }

    private static double Deviation(float[] samples)
    {
        double mean = samples.Average(s => (double)s);
        return Math.Sqrt(samples.Average(s => (s - mean) * (s - mean)));
    }
}
