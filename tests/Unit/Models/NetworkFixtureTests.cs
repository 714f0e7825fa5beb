using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Models;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Converted networks against the outputs of the published code in evaluation mode.</summary>
public sealed class NetworkFixtureTests
{
    /// <summary>Both run in float32 and add in different orders; measured differences are 3e-7 to 2e-6 of the maximum.</summary>
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData(PublishedCheckpoints.DenoiseRush, "deno_rush3d_rand")]
    [InlineData(PublishedCheckpoints.DenoiseDongyufan, "deno_dongyufan_rand")]
    [InlineData(PublishedCheckpoints.Background2Um, "rmbg_2um_rand")]
    [InlineData(PublishedCheckpoints.Background1Um, "rmbg_1um_rand")]
    [InlineData(PublishedCheckpoints.Segment2Um, "seg_2um_rand")]
    [InlineData(PublishedCheckpoints.Segment1Um, "seg_1um_rand")]
    [InlineData(PublishedCheckpoints.SuperResolve2Um, "sr_2um_mini_rand")]
    [InlineData(PublishedCheckpoints.SuperResolve2Um, "sr_2um_mini_up1.5_rand")]
    [InlineData(PublishedCheckpoints.SuperResolve1Um1200, "sr_1um_1200_rand")]
    [InlineData(PublishedCheckpoints.SuperResolve1Um1250, "sr_1um_1250_rand")]
    public void Reproduces_the_published_output(string checkpoint, string fixture)
    {
        using TemporaryFolder folder = new();
        ModelFile model = PublishedCheckpoints.Convert(checkpoint, folder);
        NpyArray input = SharedMaterial.Npy($"reference/fixtures/net_{fixture}_in.npy");
        NpyArray expected = SharedMaterial.Npy($"reference/fixtures/net_{fixture}_out.npy");
        long[] shape = Array.ConvertAll(expected.Shape, length => (long)length);

        (float[] samples, long[] actualShape) = NetworkRun.Run(
            model.Path,
            input.ToSingles(),
            Array.ConvertAll(input.Shape, length => (long)length),
            model.Metadata.Stage == ModelStage.SuperResolve ? shape[^2..] : null);

        Assert.Equal(shape, actualShape);
        float[] reference = expected.ToSingles();
        double difference = samples.Zip(reference, (a, b) => Math.Abs((double)a - b)).Max();
        double largest = reference.Max(v => Math.Abs((double)v));
        TestContext.Current.SendDiagnosticMessage($"{fixture}: {difference / largest:G3}");
        Assert.True(
            difference <= Tolerance * largest,
            $"{fixture}: largest difference {difference:G3}, {difference / largest:G3} of the largest value");
    }
}
