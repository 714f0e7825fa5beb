using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Inference;
using DeepWonder3D.Stages;
using DeepWonder3D.Tests.Models;
using DeepWonder3D.Tests.Volumes;
using DeepWonder3D.Volumes;
using Xunit;

namespace DeepWonder3D.Tests.Stages;

/// <summary>
/// How much a result depends on where the tiles meet. A halo of 16 voxels is less than the networks could see (their receptive radius is 44 to 46), but weights fall off
/// quickly: what is left of a seam is stated here, in units of the result's own standard deviation.
/// </summary>
public class TileSizeTests
{
    [Theory]
    [InlineData("denoise", 0.02, 0.2)]
    [InlineData("background", 0.02, 0.2)]
    [InlineData("segment", 0.02, 0.2)]
    public void A_result_hardly_depends_on_the_tile_size(string stage, double typical, double worst)
    {
        using Volume movie = Movie(stage);
        using Volume whole = Run(stage, movie, null);
        using Volume tiled = Run(stage, movie, 96);
        double[] difference = [.. TestVolumes.Samples(whole).Zip(TestVolumes.Samples(tiled), (a, b) => Math.Abs((double)a - b))];
        double deviation = Deviation(TestVolumes.Samples(whole));
        double rms = Math.Sqrt(difference.Average(d => d * d)) / deviation;
        double largest = difference.Max() / deviation;
        TestContext.Current.TestOutputHelper?.WriteLine($"{stage}: root mean square {rms:0.00000}, largest {largest:0.00000} standard deviations");
        Assert.True(rms <= typical && largest <= worst, $"root mean square {rms:0.00000}, largest {largest:0.00000} standard deviations");
    }

    private static Volume Movie(string stage)
    {
        NpyArray array = SharedMaterial.Npy(stage switch
        {
            "denoise" => "reference/fixtures/stage_deno_in.npy",
            "background" => "reference/fixtures/stage_rmbg_in.npy",
            _ => "reference/fixtures/stage_seg_in.npy",
        });
        return TestVolumes.FromSamples(array.Shape, array.ToSingles(), SampleType.UInt16);
    }

    private static Volume Run(string stage, Volume movie, int? tileSize)
    {
        string checkpoint = stage switch
        {
            "denoise" => PublishedCheckpoints.DenoiseRush,
            "background" => PublishedCheckpoints.Background2Um,
            _ => PublishedCheckpoints.Segment2Um,
        };
        NetworkOptions options = new() { Model = PublishedModels.Model(checkpoint), Device = DeviceRequest.Parse("Cpu"), TileSize = tileSize };
        CancellationToken token = TestContext.Current.CancellationToken;
        return stage switch
        {
            "denoise" => Denoising.Run(movie, options, SilentObserver.Instance, token),
            "background" => BackgroundRemoval.Run(movie, options, SilentObserver.Instance, token),
            _ => Segmentation.Run(movie, options, SilentObserver.Instance, token),
        };
    }

    private static double Deviation(float[] samples)
    {
        double mean = samples.Average(s => (double)s);
        return Math.Sqrt(samples.Average(s => (s - mean) * (s - mean)));
    }
}
