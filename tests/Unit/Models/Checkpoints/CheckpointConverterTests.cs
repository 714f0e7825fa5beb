using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using Xunit;

namespace DeepWonder3D.Tests.Models;

public sealed class CheckpointConverterTests
{
    public static TheoryData<string> Designs { get; } =
    [
        TestNetworks.UNet3DName, TestNetworks.BiasedUNet3DName, TestNetworks.SegmentationName, TestNetworks.SingleBlocksName,
        TestNetworks.DoubleBlocksName,
        TestNetworks.WindowMovieName, TestNetworks.CoarseWindowMovieName, TestNetworks.WindowScoreName, TestNetworks.SubpixelName,
    ];

    public static TheoryData<string, ModelStage, double?, int, string> Published { get; } = new()
    {
        { PublishedCheckpoints.DenoiseRush, ModelStage.Denoise, null, 0, "unet3d-4x16" },
        { PublishedCheckpoints.DenoiseDongyufan, ModelStage.Denoise, null, 0, "unet3d-4x16" },
        { PublishedCheckpoints.Background2Um, ModelStage.RemoveBackground, 2, 0, "unet3d-4x16-bias" },
        { PublishedCheckpoints.Background1Um, ModelStage.RemoveBackground, 1, 0, "unet3d-4x16-bias" },
        { PublishedCheckpoints.Segment2Um, ModelStage.Segment, 2, 64, "segmentation-unet3d-64" },
        { PublishedCheckpoints.Segment1Um, ModelStage.Segment, 1, 64, "segmentation-unet3d-64" },
        { PublishedCheckpoints.SuperResolve2Um, ModelStage.SuperResolve, 2, 5, "super-resolution-trans_mini-5x16" },
        { PublishedCheckpoints.SuperResolve1Um1200, ModelStage.SuperResolve, 1, 15, "super-resolution-trans-15x32" },
        { PublishedCheckpoints.SuperResolve1Um1250, ModelStage.SuperResolve, 1, 15, "super-resolution-trans-15x32" },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Recognises_the_published_checkpoints(
        string checkpoint, ModelStage stage, double? pixelSizeUm, int window, string architecture)
    {
        using TemporaryFolder folder = new();
        ModelMetadata metadata = PublishedCheckpoints.Convert(checkpoint, folder).Metadata;
        Assert.Equal(
            (stage, pixelSizeUm, window, architecture),
            (metadata.Stage, metadata.PixelSizeUm, metadata.WindowFrames, metadata.Architecture));
        Assert.Equal(Path.GetFileName(checkpoint), metadata.SourceFile);
        Assert.Equal(Path.GetFileNameWithoutExtension(checkpoint), metadata.Name);
        Assert.Equal("unknown", metadata.Licence);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void The_same_checkpoint_gives_the_same_bytes(string design)
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of(TestNetworks.Named(design)));
        ModelFile first = Convert(path, folder.File("first.onnx"));
        ModelFile second = Convert(path, folder.File("second.onnx"));
        Assert.Equal(File.ReadAllBytes(first.Path), File.ReadAllBytes(second.Path));
        Assert.Equal(first.Sha256, second.Sha256);
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_tensor_that_is_missing_is_named(string design)
    {
        IReadOnlyList<TestTensor> tensors = TestNetworks.Named(design);
        foreach (TestTensor missing in tensors)
        {
            Assert.Contains(
                $"lacks the tensor '{Plain(missing)}'",
                Mismatch([.. tensors.Where(tensor => tensor != missing)]),
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_tensor_of_the_wrong_shape_is_named(string design)
    {
        IReadOnlyList<TestTensor> tensors = TestNetworks.Named(design);
        for (int i = 0; i < tensors.Count; i++)
        {
            foreach (long[] shape in Misshapen(tensors[i].Shape))
            {
                List<TestTensor> changed = [.. tensors];
                changed[i] = TestTensor.Random(tensors[i].Name, new Random(6), shape);
                Assert.Contains($"'{Plain(tensors[i])}'", Mismatch(changed), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Designs))]
    public void A_tensor_too_many_is_named(string design)
    {
        IReadOnlyList<TestTensor> tensors = TestNetworks.Named(design);
        foreach (string extra in new[] { "running_mean", "Generator.encoders.0.extra.weight", "net.net1.conv1.conv1.0.bias" })
        {
            Assert.Contains($"'{extra}'", Mismatch([.. tensors, TestTensor.Of(extra, [1], [1])]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tensors_of_no_known_network_are_said_to_be_unknown()
    {
        using TemporaryFolder folder = new();
        foreach (TestTensor[] tensors in (TestTensor[][])[[], [TestTensor.Of("layer1.weight", [2, 2], [1, 2, 3, 4])]])
        {
            string path = folder.Save(TestCheckpoint.Of(tensors));
            DeepWonderException error = Assert.Throws<DeepWonderException>(() => Convert(path, folder.File("model.onnx")));
            Assert.Equal(ErrorId.CheckpointNetworkUnknown, error.Id);
            Assert.Contains(tensors.Length == 0 ? "no tensor" : "'layer1.weight'", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_user_can_say_what_a_network_is_for_but_not_against_its_tensors()
    {
        using TemporaryFolder folder = new();
        string unet = folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.BiasedUNet3DName)), "unet.pth");
        ModelMetadata metadata = Convert(unet, folder.File("unet.onnx"), new ConversionOptions { Stage = ModelStage.Denoise }).Metadata;
        Assert.Equal((ModelStage.Denoise, NormalisationKind.SubtractMean), (metadata.Stage, metadata.Normalisation.Kind));

        DeepWonderException error = Assert.Throws<DeepWonderException>(
            () => Convert(unet, folder.File("other.onnx"), new ConversionOptions { Stage = ModelStage.Segment }));
        Assert.Equal(ErrorId.ModelStageMismatch, error.Id);
    }

    [Fact]
    public void What_the_user_says_stands_in_the_model()
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.SegmentationName)), "net_2um.pth");
        ConversionOptions options = new() { Name = "mine — 3", PixelSizeUm = 1.25, Licence = "MIT", Training = "simulated" };
        ModelMetadata metadata = Convert(path, folder.File("model.onnx"), options).Metadata;
        Assert.Equal(("mine — 3", 1.25, "MIT", "simulated"), (metadata.Name, metadata.PixelSizeUm, metadata.Licence, metadata.Training));
        Assert.Equal(2, Convert(path, folder.File("other.onnx")).Metadata.PixelSizeUm);
    }

    [Fact]
    public void A_file_that_exists_is_kept_unless_it_may_be_replaced()
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.UNet3DName)));
        string destination = folder.File("new/folder/model.onnx");
        string hash = Convert(path, destination).Sha256;
        File.WriteAllText(destination, "precious");
        Assert.Equal(ErrorId.FileExists, Assert.Throws<DeepWonderException>(() => Convert(path, destination)).Id);
        Assert.Equal("precious", File.ReadAllText(destination));
        Assert.Equal(hash, Convert(path, destination, new ConversionOptions { Overwrite = true }).Sha256);
        Assert.Equal([destination], Directory.GetFiles(Path.GetDirectoryName(destination)!));
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_said_plainly()
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of(TestNetworks.Named(TestNetworks.UNet3DName)));
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => Convert(path, Path.Combine(path, "model.onnx")));
        Assert.Equal(ErrorId.FileWriteFailed, error.Id);
    }

    private static IEnumerable<long[]> Misshapen(long[] shape)
    {
        yield return [.. shape, 1];
        yield return shape.Length > 1 ? shape[1..] : [shape[0] + 1];
        for (int axis = 0; axis < shape.Length; axis++)
        {
            long[] changed = [.. shape];
            changed[axis]++;
            yield return changed;
        }
    }

    private static string Mismatch(IReadOnlyList<TestTensor> tensors)
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of(tensors));
        DeepWonderException error = Assert.Throws<DeepWonderException>(() => Convert(path, folder.File("model.onnx")));
        Assert.True(error.Id == ErrorId.CheckpointTensorMismatch, error.Message);
        Assert.Equal(path, error.Target);
        return error.Message;
    }

    private static string Plain(TestTensor tensor) =>
        tensor.Name.StartsWith("module.", StringComparison.Ordinal) ? tensor.Name[7..] : tensor.Name;

    private static ModelFile Convert(string path, string destination, ConversionOptions? options = null) =>
        CheckpointConverter.Convert(path, destination, options ?? new ConversionOptions(), TestContext.Current.CancellationToken);
}
