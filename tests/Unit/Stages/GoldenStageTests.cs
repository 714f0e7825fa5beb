using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Tests.Models;
using DeepWonder3D.Tiles;

namespace DeepWonder3D.Tests.Stages;

/// <summary>
/// The stages against the published code's own output, run with its tiles and quantised as it does. Two grey levels of 65,535 are room for
/// the order of additions, which differs between the two runtimes; one sample in a thousand may cross a truncation.
/// </summary>
public class GoldenStageTests
{
    private const double Levels = 2;
    private const double Share = 0.999;

    [Fact]
    public void Denoising_reproduces_the_published_movie()
    {
        (int[] shape, float[] samples) = Fixture("stage_deno_in.npy");
        using Volume noisy = TestVolumes.FromSamples(shape, samples, SampleType.UInt16);

        // The published code does not look for frames and pixels that are no data.
        using Volume movie = new(noisy.Info with { IsChecked = true }, new SharedStore(noisy));
        using Volume result = Denoising.Run(
            movie,
            Options(PublishedCheckpoints.DenoiseRush, UpstreamTiles.Movie(shape, (24, 96, 96), (12, 64, 64))),
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
        AssertEqual("stage_deno_out.npy", Stretch(TestVolumes.Samples(result).Select(s => (double)s)));
    }

    [Fact]
    public void Background_removal_reproduces_the_published_movie()
    {
        (int[] shape, float[] samples) = Fixture("stage_rmbg_in.npy");
        using Volume movie = TestVolumes.FromSamples(shape, samples, SampleType.UInt16);
        using Volume result = BackgroundRemoval.Run(
            movie,
            Options(PublishedCheckpoints.Background2Um, UpstreamTiles.Movie(shape, (32, 64, 64), (16, 48, 48))),
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);

        // Ours is in the movie's units, the published one in the network's; it truncates, and then subtracts the least value.
        double toNetwork = 300 / ((double)samples.Max() - samples.Min());
        double[] truncated = [.. TestVolumes.Samples(result).Select(s => Math.Floor(Math.Clamp(s * toNetwork, 0, 65535)))];
        double least = truncated.Min();
        AssertEqual("stage_rmbg_out.npy", [.. truncated.Select(v => v - least)]);
    }

    [Fact]
    public void Segmentation_reproduces_the_published_scores()
    {
        (int[] shape, float[] samples) = Fixture("stage_seg_in.npy");
        using Volume movie = TestVolumes.FromSamples(shape, samples, SampleType.UInt16);
        using Volume result = Segmentation.Run(
            movie,
            Options(PublishedCheckpoints.Segment2Um, UpstreamTiles.Windows(shape, 64, 32, 64, 48)),
            SilentObserver.Instance,
            TestContext.Current.CancellationToken).Scores;
        float[] scores = TestVolumes.Samples(result);
        double least = scores.Min() * 1000.0;
        AssertEqual("stage_seg_out.npy", [.. scores.Select(s => Math.Floor(Math.Clamp((s * 1000.0) - least, 0, 65535)))]);
    }

    [Theory]
    [InlineData("up2", 48, 2)]
    [InlineData("up1.5", 64, 1.5)]
    public void Super_resolution_reproduces_the_published_movie(string name, int tile, double factor)
    {
        (int[] shape, float[] samples) = Fixture($"stage_sr_in_{name}.npy");
        using Volume movie = TestVolumes.FromSamples(shape, samples, SampleType.UInt16, pixelUm: 2 * factor);
        NetworkOptions options = Options(PublishedCheckpoints.SuperResolve2Um, UpstreamTiles.Frames(shape, 5, tile, tile - 8, factor));
        using Volume result = SuperResolution.Run(movie, factor, options, SilentObserver.Instance, TestContext.Current.CancellationToken);
        double darkest = samples.Min();
        double toNetwork = 200 / (samples.Max() - darkest);
        AssertEqual(
            $"stage_sr_out_{name}.npy",
            Stretch(TestVolumes.Samples(result).Select(s => Math.Floor(Math.Clamp((s - darkest) * toNetwork, 0, 65535)))));
    }

    [Theory]
    [InlineData(4, "stage_tr_out_fps4.npy")]
    [InlineData(30, "stage_tr_out_fps30.npy")]
    public void Temporal_resampling_is_exact(double rate, string expected)
    {
        (int[] shape, float[] samples) = Fixture("stage_tr_in.npy");
        using Volume movie = TestVolumes.FromSamples(shape, samples, SampleType.UInt16, rate);
        using Volume result = TemporalResampling.Run(
            movie, 10, Preset.Upstream, SilentObserver.Instance, TestContext.Current.CancellationToken, SampleType.Float64);
        NpyArray reference = SharedMaterial.Npy("reference/fixtures/" + expected);
        double[] frame = new double[shape[1] * shape[2]];
        double[] published = reference.ToDoubles();
        Assert.Equal(reference.Shape[0], result.FrameCount);
        for (int t = 0; t < result.FrameCount; t++)
        {
            result.ReadPlane<double>(t, 0, frame);
            for (int i = 0; i < frame.Length; i++)
            {
                Assert.Equal(published[(t * frame.Length) + i], frame[i], Math.Abs(published[(t * frame.Length) + i]) * 1e-9);
            }
        }
    }

    private static NetworkOptions Options(string checkpoint, IReadOnlyList<Tile> tiles) =>
        new() { Model = PublishedModels.Model(checkpoint), Device = DeviceRequest.Parse("Cpu"), Tiles = tiles };

    private static (int[] Shape, float[] Samples) Fixture(string name)
    {
        NpyArray array = SharedMaterial.Npy("reference/fixtures/" + name);
        return (array.Shape, array.ToSingles());
    }

    private static double[] Stretch(IEnumerable<double> samples)
    {
        double[] values = [.. samples];
        double least = values.Min();
        double range = values.Max() - least;
        return [.. values.Select(v => Math.Floor((v - least) / range * 65535))];
    }

    private static void AssertEqual(string fixture, double[] ours)
    {
        double[] published = SharedMaterial.Npy("reference/fixtures/" + fixture).ToDoubles();
        Assert.Equal(published.Length, ours.Length);
        double worst = 0;
        int within = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            double difference = Math.Abs(ours[i] - published[i]);
            worst = Math.Max(worst, difference);
            within += difference <= Levels ? 1 : 0;
        }

        double share = within / (double)ours.Length;
        Assert.True(share >= Share, $"{share:P3} of the samples lie within {Levels} grey levels; the worst is off by {worst}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{share:P4} within {Levels} grey levels, worst {worst}");
    }
}
