using DeepWonder3D.Models;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Model files as other programs see them.</summary>
public sealed class OnnxModelTests
{
    // The checker of the onnx package, its shape inference, and what it reads of inputs, outputs and metadata.
    private const string Script = """
        import sys
        try:
            import onnx
        except ImportError:
            print("absent"); sys.exit()
        def shape(value):
            return "x".join(str(d.dim_value or d.dim_param) for d in value.type.tensor_type.shape.dim)
        for path in sys.argv[1:]:
            model = onnx.load(path)
            onnx.checker.check_model(model, full_check=True)
            inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
            ranks = {v.name: len(v.type.tensor_type.shape.dim) for v in inferred.graph.value_info}
            outputs = [o.name for o in model.graph.output]
            missing = [n.output[0] for n in model.graph.node if n.output[0] not in ranks and n.output[0] not in outputs]
            metadata = {p.key: p.value for p in model.metadata_props}
            inputs = ";".join(shape(i) for i in model.graph.input)
            print(inputs, shape(model.graph.output[0]), len(missing), metadata["deepwonder3d.stage"], len(metadata))
        """;

    [Fact]
    public void The_published_networks_pass_the_checker_of_ONNX()
    {
        using TemporaryFolder folder = new();
        string[] models = [.. PublishedCheckpoints.All.Select(row => PublishedCheckpoints.Convert(row.Data, folder).Path)];
        string judged = IndependentJudge.Python(Script, models);
        if (judged.Contains("absent", StringComparison.Ordinal))
        {
            Assert.Skip("The Python package onnx is not installed.");
        }

        const string movie = "batchx1xframesxheightxwidth";
        const string enlarged = "batchx1xoutput_heightxoutput_width";
        Assert.Equal(
            [
                $"{movie} {movie} 0 Denoise 21",
                $"{movie} {movie} 0 Denoise 21",
                $"{movie} {movie} 0 RemoveBackground 21",
                $"{movie} {movie} 0 RemoveBackground 21",
                "batchx1x64xheightxwidth batchx1x1xheightxwidth 0 Segment 21",
                "batchx1x64xheightxwidth batchx1x1xheightxwidth 0 Segment 21",
                $"batchx5xheightxwidth;2 {enlarged} 0 SuperResolve 21",
                $"batchx15xheightxwidth;2 {enlarged} 0 SuperResolve 21",
                $"batchx15xheightxwidth;2 {enlarged} 0 SuperResolve 21",
            ],
            judged.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(TestNetworks.UNet3DName, 1, 8, 8, 8)]
    [InlineData(TestNetworks.UNet3DName, 2, 4, 12, 20)]
    [InlineData(TestNetworks.BiasedUNet3DName, 3, 2, 2, 6)]
    [InlineData(TestNetworks.SegmentationName, 2, 16, 16, 48)]
    [InlineData(TestNetworks.WindowMovieName, 2, 8, 8, 24)]
    [InlineData(TestNetworks.CoarseWindowMovieName, 1, 8, 16, 8)]
    [InlineData(TestNetworks.WindowScoreName, 2, 16, 4, 12)]
    [InlineData(TestNetworks.PooledScoreName, 1, 16, 8, 24)]
    public void Networks_over_movies_take_every_size_that_their_metadata_allow(string design, int batch, int frames, int height, int width)
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(folder, design);
        float[] input = Noise(batch * frames * height * width, 8);
        (float[] samples, long[] shape) = NetworkRun.Run(model.Path, input, [batch, 1, frames, height, width]);
        Assert.Equal([batch, 1, model.Metadata.Stage == ModelStage.Segment ? 1 : frames, height, width], shape);
        Assert.All(samples, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(TestNetworks.SingleBlocksName, 1, 16, 16, 32, 32)]
    [InlineData(TestNetworks.SingleBlocksName, 2, 7, 20, 9, 51)]
    [InlineData(TestNetworks.DoubleBlocksName, 1, 16, 32, 17, 33)]
    [InlineData(TestNetworks.DoubleBlocksName, 1, 5, 5, 80, 80)]
    [InlineData(TestNetworks.SubpixelName, 1, 6, 10, 12, 20)]
    [InlineData(TestNetworks.SubpixelName, 2, 5, 7, 8, 21)]
    public void Super_resolution_gives_any_size_from_any_size(string design, int batch, int height, int width, int rows, int columns)
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(folder, design);
        long channels = model.Metadata.WindowFrames;
        float[] input = Noise((int)(batch * channels * height * width), 9);
        (float[] samples, long[] shape) = NetworkRun.Run(model.Path, input, [batch, channels, height, width], [rows, columns]);
        Assert.Equal([batch, 1, rows, columns], shape);
        Assert.All(samples, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(TestNetworks.UNet3DName, 4, 160)]
    [InlineData(TestNetworks.BiasedUNet3DName, 2, 64)]
    [InlineData(TestNetworks.SegmentationName, 16, 288)]
    [InlineData(TestNetworks.WindowMovieName, 8, 192)]
    [InlineData(TestNetworks.CoarseWindowMovieName, 8, 192)]
    [InlineData(TestNetworks.PooledScoreName, 16, 192)]
    public void No_voxel_depends_on_one_further_away_than_the_receptive_radius(string design, int frames, int width)
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(folder, design);
        int radius = model.Metadata.ReceptiveRadius.Columns;
        const int height = 16;
        Assert.True(width > (2 * radius) + 16, $"radius {radius}");

        // A voxel at every place within one period of the pooling grid, so that no alignment is missed.
        int reached = 0;
        for (int column = (width / 2) - 8; column < (width / 2) + 8; column++)
        {
            float[] input = Noise(frames * height * width, 10);
            float[] before = NetworkRun.Run(model.Path, input, [1, 1, frames, height, width]).Samples;
            for (int line = 0; line < frames * height; line++)
            {
                input[(line * width) + column] += 1000;
            }

            float[] after = NetworkRun.Run(model.Path, input, [1, 1, frames, height, width]).Samples;
            for (int i = 0; i < after.Length; i++)
            {
                reached = after[i] != before[i] ? Math.Max(reached, Math.Abs((i % width) - column)) : reached;
            }
        }

        Assert.InRange(reached, radius / 2, radius);
    }

    private static ModelFile Convert(TemporaryFolder folder, string design) => CheckpointConverter.Convert(
        folder.Save(TestCheckpoint.Of(TestNetworks.Named(design))),
        folder.File("model.onnx"),
        new ConversionOptions(),
        TestContext.Current.CancellationToken);

    private static float[] Noise(int count, int seed)
    {
        Random random = new(seed);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++)
        {
            samples[i] = random.NextSingle() * 100;
        }

        return samples;
    }
}
