using System.Runtime.InteropServices;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Training;

/// <summary>
/// The training recipe and the module must mean the same by a network, by the scale of a movie, and by a window: PyTorch and NumPy judge.
/// </summary>
public sealed class RecipeTests
{
    private static readonly string s_recipe = Path.Combine(SharedMaterial.Root, "training");

    [Theory]
    [InlineData("MovieNetwork(8, (6, 8, 10), 2)", 8, 16, 24)]
    [InlineData("MovieNetwork(8, (6, 8), 4)", 8, 16, 24)]
    [InlineData("ScoreNetwork((6, 8))", 16, 16, 24)]
    [InlineData("ScoreNetwork((6, 8), 2)", 16, 16, 24)]
    [InlineData("UpscaleNetwork(3, 6, 2)", 3, 16, 24)]
    public void A_network_of_the_recipe_gives_the_same_numbers_as_a_model(string network, int frames, int height, int width)
    {
        using TemporaryFolder folder = new();
        Judge(
            """
            from networks import *
            folder, text, frames, height, width = sys.argv[2:]
            torch.manual_seed(1)
            network = eval(text).eval()
            x = torch.randn(1, int(frames), int(height), int(width)) * 3
            tensors = dict(network.state_dict())
            if getattr(network, "pool", 1) > 1: tensors["score.pool"] = torch.tensor([float(network.pool)])
            torch.save(tensors, folder + "/network.pth")
            with torch.no_grad(): y = network(x)
            numpy.save(folder + "/in.npy", x.numpy()); numpy.save(folder + "/out.npy", y.numpy())
            """,
            folder.Root,
            network,
            Text(frames),
            Text(height),
            Text(width));
        ModelFile model = CheckpointConverter.Convert(
            folder.File("network.pth"), folder.File("network.onnx"), new ConversionOptions(), TestContext.Current.CancellationToken);
        bool movie = model.Metadata.Axes == "NCTHW";
        long[] shape = movie ? [1, 1, frames, height, width] : [1, frames, height, width];
        float[] found = NetworkRun.Run(model.Path, Npy(folder.File("in.npy")), shape, movie ? null : [2 * height, 2 * width]).Samples;
        float[] wanted = Npy(folder.File("out.npy"));

        // Only the order of additions differs.
        double largest = wanted.Max(Math.Abs);
        Assert.Equal(wanted.Length, found.Length);
        Assert.True(wanted.Zip(found, (a, b) => Math.Abs(a - b)).Max() < 2e-5 * largest);
    }

    [Theory]
    [InlineData(40, 100)]
    [InlineData(19, 30_000)]
    [InlineData(5, 0)]
    public void A_movie_is_measured_as_the_recipe_measures_it(int frames, float offset)
    {
        using TemporaryFolder folder = new();
        Random random = new(3);
        const int height = 6, width = 9;
        float[] samples = [.. Enumerable.Range(0, frames * height * width)
            .Select(i => offset + MathF.Round((float)(random.NextDouble() * 40 * (1 + (i % 7)))))];
        using Volume movie = TestVolumes.FromSamples([frames, height, width], samples, SampleType.UInt16);
        PixelStatistics statistics = PixelStatistics.Measure(movie, 0, TestContext.Current.CancellationToken);
        folder.Write("movie.raw", MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());
        Judge(
            """
            from scenes import *
            folder, height, width = sys.argv[2:]
            movie = numpy.fromfile(folder + "/movie.raw", numpy.float32).reshape(-1, int(height), int(width))
            numpy.save(folder + "/mean.npy", movie.mean(0, dtype=numpy.float64).astype(numpy.float32))
            numpy.save(folder + "/noise.npy", noise_scale(movie.astype(numpy.float64)))
            numpy.save(folder + "/baseline.npy", baseline(movie.astype(numpy.float64)))
            numpy.save(folder + "/fluctuation.npy", numpy.array([fluctuation(movie.astype(numpy.float64))], numpy.float32))
            """,
            folder.Root,
            Text(height),
            Text(width));
        AssertClose(Npy(folder.File("mean.npy")), statistics.Mean);
        AssertClose(Npy(folder.File("noise.npy")), statistics.Noise);
        AssertClose(Npy(folder.File("baseline.npy")), statistics.Baseline);
        AssertClose(Npy(folder.File("fluctuation.npy")), [(float)statistics.Fluctuation]);
    }

    private static void AssertClose(float[] wanted, float[] found)
    {
        Assert.Equal(wanted.Length, found.Length);
        Assert.All(
            wanted.Zip(found),
            pair => Assert.True(Math.Abs(pair.First - pair.Second) <= 2e-5 * Math.Abs(pair.First), $"{pair.First} and {pair.Second}"));
    }

    private static float[] Npy(string path) => NpyFile.Read(path).ToSingles();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Judge(string script, params string[] arguments)
    {
        string heading = "import sys\ntry:\n    import numpy, torch, tifffile, scipy\nexcept ImportError as e:\n"
            + "    print('missing', e); sys.exit(0)\nsys.path.insert(0, sys.argv[1])\n";
        string output = IndependentJudge.Python(heading + script, [s_recipe, .. arguments]);
        if (output.StartsWith("missing", StringComparison.Ordinal))
        {
            Assert.Skip($"Debian's Python lacks what the recipe needs: {output.Trim()}");
        }
    }
}
