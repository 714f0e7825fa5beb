using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Models.Onnx;
using Google.Protobuf;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>Networks made to compute in float16 against the same networks in float32.</summary>
public sealed class HalfPrecisionTests
{
    /// <summary>float16 has 11 binary digits: a sum of many products is right to about a thousandth of its own size.</summary>
    private const double MostRootMeanSquare = 0.01;

    public static TheoryData<string> Designs { get; } =
    [
        TestNetworks.UNet3DName, TestNetworks.SegmentationName, TestNetworks.SingleBlocksName, TestNetworks.DoubleBlocksName,
        TestNetworks.WindowMovieName,
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
        tensors[index] = TestTensor.Of(
            tensors[index].Name, tensors[index].Shape, [.. Enumerable.Repeat(70_000f, (int)tensors[index].Shape[0])]);
        ModelFile model = Convert(tensors, folder);
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => model.ReadNetwork(Precision.Float16));
        Assert.Equal(ErrorId.ModelInvalid, error.Id);
        Assert.Contains("'movie.enter.bias'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_of_a_model_stays_in_it()
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(TestNetworks.Named(TestNetworks.WindowMovieName), folder);
        ModelProto plain = ModelProto.Parser.ParseFrom(File.ReadAllBytes(model.Path));
        ModelProto full = plain.Clone();

        // Texts of documentation, which every message may have: field 6 of a model and a node, 10 of a graph, 12 of a tensor, 3 of a value.
        full.MergeFrom(Documentation(6, "of the model"));
        full.Graph.MergeFrom(Documentation(10, "of the graph"));
        full.Graph.Node.Single(node => node.Name == "Conv_1").MergeFrom(Documentation(6, "of the node"));
        full.Graph.Initializer.Single(tensor => tensor.Name == "movie.enter.weight").MergeFrom(Documentation(12, "of the tensor"));
        full.Graph.Input[0].MergeFrom(Documentation(3, "of the value"));
        File.WriteAllBytes(model.Path, full.ToByteArray());
        byte[] half = model.ReadNetwork(Precision.Float16);
        foreach (string of in new[] { "model", "graph", "node", "tensor", "value" })
        {
            Assert.True(half.AsSpan().IndexOf(Encoding.UTF8.GetBytes($"of the {of}")) >= 0, of);
        }

        File.WriteAllBytes(model.Path, plain.ToByteArray());
        long[] shape = [1, 1, 8, 16, 32];
        float[] input = Samples(shape.Aggregate(1L, (product, length) => product * length));
        File.WriteAllBytes(folder.File("full.onnx"), half);
        float[] expected = NetworkRun.Run(InHalf(model, folder).Path, input, shape).Samples;
        Assert.Equal(expected, NetworkRun.Run(folder.File("full.onnx"), input, shape).Samples);
    }

    [Fact]
    public void A_model_that_is_damaged_where_it_is_changed_is_refused()
    {
        using TemporaryFolder folder = new();
        ModelFile model = Convert(TestNetworks.Named(TestNetworks.WindowMovieName), folder);
        ModelProto sound = ModelProto.Parser.ParseFrom(File.ReadAllBytes(model.Path));
        foreach (Action<GraphProto> damage in (Action<GraphProto>[])
        [
            graph => graph.Node.Add(new NodeProto { OpType = "Cast", Name = "bad", Output = { "bad" } }),
            graph => graph.Node.Add(NodeProto.Of("bad", "Cast", ["input"], "bad")),
            graph => graph.Input[0].Type = null,
            graph => graph.Input[0].Type = new TypeProto(),
        ])
        {
            ModelProto damaged = sound.Clone();
            damage(damaged.Graph);
            File.WriteAllBytes(model.Path, damaged.ToByteArray());
            Assert.Equal(ErrorId.ModelInvalid, Assert.Throws<DeepWonderException>(() => model.ReadNetwork(Precision.Float16)).Id);
        }
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

    private static byte[] Documentation(int field, string text) =>
        [(byte)((field << 3) | 2), (byte)text.Length, .. Encoding.UTF8.GetBytes(text)];

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
