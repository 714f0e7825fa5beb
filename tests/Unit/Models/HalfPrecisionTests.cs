using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Networks made to compute in float16 against the same networks in float32.</summary>
public sealed class HalfPrecisionTests
{
    /// <summary>float16 has 11 binary digits: a sum of many products is right to about a thousandth of its own size.</summary>
    private const double MostRootMeanSquare = 0.01;

    public static TheoryData<string> Designs { get; } =
    [
        TestNetworks.UNet3DName, TestNetworks.SegmentationName, TestNetworks.SingleBlocksName, TestNetworks.DoubleBlocksName, TestNetworks.WindowMovieName,
        TestNetworks.WindowScoreName, TestNetworks.PooledScoreName, TestNetworks.SubpixelName,
    ];

    [Theory]
    [MemberData(nameof(Designs))]
    public void Float16_differs_by_rounding(string design)
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(TestNetworks.Named(design), folder);
        ModelFile half = InHalf(model, folder);
        Assert.Equal(model.Metadata, half.Metadata);

        ModelMetadata facts = model.Metadata;
        bool enlarges = facts.Stage == ModelStage.SuperResolve;
        long frames = facts.WindowFrames > 0 ? facts.WindowFrames : 16;
        long[] shape = enlarges ? [1, frames, 16, 32] : [1, 1, frames, 16, 32];
        foreach (long[]? size in enlarges ? (long[]?[])[[32, 64], [24, 48]] : [null])
        {
            float[] input = Samples(shape.Aggregate(1L, (product, length) => product * length));
            (float[] expected, long[] expectedShape) = NetworkRun.Run(model.Path, input, shape, size);
            (float[] actual, long[] actualShape) = NetworkRun.Run(half.Path, input, shape, size);
            Assert.Equal(expectedShape, actualShape);
            double mean = expected.Average(v => (double)v);
            double deviation = Math.Sqrt(expected.Average(v => (v - mean) * (v - mean)));
            double error = Math.Sqrt(expected.Zip(actual, (a, b) => ((double)a - b) * ((double)a - b)).Average());
            TestContext.Current.SendDiagnosticMessage($"{design}: {error / deviation:G2} of the deviation");
            Assert.InRange(error / deviation, 1e-7, MostRootMeanSquare);
        }
    }

    [Fact]
    public void Float32_is_the_file_as_it_is()
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(TestNetworks.Named(TestNetworks.WindowMovieName), folder);
        Assert.Equal(File.ReadAllBytes(model.Path), model.ReadNetwork(Precision.Float32));
    }

    [Fact]
    public void A_weight_that_float16_cannot_hold_is_named()
    {
        using TemporaryFolder folder = new();
        List<TestTensor> tensors = [.. TestNetworks.Named(TestNetworks.WindowMovieName)];
        int index = tensors.FindIndex(tensor => tensor.Name == "movie.enter.bias");
        tensors[index] = TestTensor.Of(tensors[index].Name, tensors[index].Shape, [.. Enumerable.Repeat(70_000f, (int)tensors[index].Shape[0])]);
        ModelFile model = Convert(tensors, folder);
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => model.ReadNetwork(Precision.Float16));
        Assert.Equal(ErrorId.ModelInvalid, error.Id);
        Assert.Contains("'movie.enter.bias'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_has_gone_is_named()
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(TestNetworks.Named(TestNetworks.WindowMovieName), folder);
        File.Delete(model.Path);
        Assert.Equal(ErrorId.ModelNotFound, Assert.Throws<DeepWonderException>(() => model.ReadNetwork(Precision.Float16)).Id);
    }

    private static ModelFile Convert(IReadOnlyList<TestTensor> tensors, TemporaryFolder folder) =>
        CheckpointConverter.Convert(folder.Save(TestCheckpoint.Of(tensors)), folder.File("network.onnx"), new ConversionOptions());

    private static ModelFile InHalf(ModelFile model, TemporaryFolder folder)
    {
        string path = folder.File("half.onnx");
        File.WriteAllBytes(path, model.ReadNetwork(Precision.Float16));
        return ModelFile.Load(path);
    }

    private static float[] Samples(long count)
    {
        Random random = new(8);
        return [.. Enumerable.Range(0, (int)count).Select(_ => (float)(3 + random.NextDouble() - random.NextDouble()))];
    }
}
