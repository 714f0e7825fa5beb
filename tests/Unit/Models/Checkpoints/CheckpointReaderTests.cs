using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using DeepWonder3D.Errors;
using DeepWonder3D.Models.Checkpoints;
using Xunit;

namespace DeepWonder3D.Tests.Models;

public sealed class CheckpointReaderTests
{
    // Loads with PyTorch itself, and prints each tensor's name, shape and the hash of its float32 samples in C order.
    private const string TorchScript = """
        import sys, hashlib
        try:
            import torch
        except ImportError:
            print("absent"); sys.exit()
        for path in sys.argv[1:]:
            for name, tensor in torch.load(path, map_location="cpu").items():
                name = name[7:] if name.startswith("module.") else name
                digest = hashlib.sha256(tensor.float().contiguous().numpy().tobytes()).hexdigest().upper()
                print(name, ",".join(map(str, tensor.shape)), digest)
        """;

    // Tensors that are not contiguous, and of other types, written by PyTorch itself.
    private const string TorchWriter = """
        import sys, collections
        try:
            import torch
        except ImportError:
            print("absent"); sys.exit()
        base = torch.arange(240, dtype=torch.float32).reshape(4, 5, 12) / 7
        torch.save(collections.OrderedDict([
            ("transposed", base.permute(2, 0, 1)), ("sliced", base[1:3, ::2, 3:9:2]), ("shared", base[2]), ("scalar", base[3, 4, 11]),
            ("half", base.half()), ("double", base.double()), ("row", base[0, 1:2])]), sys.argv[1], pickle_protocol=int(sys.argv[2]))
        """;

    [Fact]
    public void Reads_what_PyTorch_reads() =>
        AgreesWithPyTorch([.. PublishedCheckpoints.All.Select(row => PublishedCheckpoints.Path(row.Data))]);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Reads_tensors_of_any_strides_and_of_half_and_double_precision(int protocol)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("written.pth");
        if (IndependentJudge.Python(TorchWriter, path, protocol.ToString(CultureInfo.InvariantCulture)).Contains(
            "absent", StringComparison.Ordinal))
        {
            Assert.Skip("PyTorch is not installed.");
        }

        AgreesWithPyTorch(path);
    }

    [Fact]
    public void Gathers_a_transposed_tensor_from_an_offset()
    {
        using TemporaryFolder folder = new();
        float[] stored = [9, 9, 0, 1, 2, 3, 4, 5];
        TestTensor tensor = TestTensor.Of("t", [8], stored) with { Shape = [3, 2], Strides = [1, 3], Offset = 2 };
        Checkpoint checkpoint = CheckpointReader.Read(folder.Save(TestCheckpoint.Of([tensor])), TestContext.Current.CancellationToken);
        Assert.Equal([0, 3, 1, 4, 2, 5], checkpoint.Tensors["t"].Data);
        Assert.Equal([3, 2], checkpoint.Tensors["t"].Shape);
    }

    [Fact]
    public void Keeps_the_order_and_strips_the_prefix_of_multi_device_training()
    {
        using TemporaryFolder folder = new();
        string path = folder.Save(TestCheckpoint.Of([TestTensor.Of("module.z", [1], [1]), TestTensor.Of("module.a", [1], [2])]));
        Checkpoint checkpoint = CheckpointReader.Read(path, TestContext.Current.CancellationToken);
        Assert.Equal(["z", "a"], checkpoint.Tensors.Keys);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))), checkpoint.Sha256);
    }

    [Fact]
    public void A_missing_file_is_not_found()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such.pth");
        DeepWonderException error = Assert.Throws<DeepWonderException>(
            () => CheckpointReader.Read(path, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorId.FileNotFound, error.Id);
    }

    [Fact]
    public void A_folder_cannot_be_read()
    {
        using TemporaryFolder folder = new();
        DeepWonderException error = Assert.Throws<DeepWonderException>(
            () => CheckpointReader.Read(folder.Root, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorId.FileReadFailed, error.Id);
    }

    private static void AgreesWithPyTorch(params string[] paths)
    {
        string judged = IndependentJudge.Python(TorchScript, paths);
        if (judged.Contains("absent", StringComparison.Ordinal))
        {
            Assert.Skip("PyTorch is not installed.");
        }

        IEnumerable<string> read =
            from path in paths
            from tensor in CheckpointReader.Read(path, TestContext.Current.CancellationToken).Tensors
            let hash = Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(tensor.Value.Data.AsSpan())))
            select $"{tensor.Key} {string.Join(',', tensor.Value.Shape)} {hash}";
        Assert.Equal(judged.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries), read);
    }
}
