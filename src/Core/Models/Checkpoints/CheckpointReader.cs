using System.Security.Cryptography;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Files.Pickle;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>
/// Reads a PyTorch checkpoint (the ZIP format of PyTorch 1.6 and later) that holds a network's state dictionary. Nothing in it is run.
/// </summary>
internal static class CheckpointReader
{
    private const string MultiDevicePrefix = "module.";

    /// <summary>Reads all tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Ends the reading between tensors.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FileNotFound"/>, <see cref="ErrorId.FileReadFailed"/>, <see cref="ErrorId.CheckpointInvalid"/> or
    /// <see cref="ErrorId.CheckpointUnsafe"/>.
    /// </exception>
    public static Checkpoint Read(string path, CancellationToken cancellation = default)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            RequireZip(file, path);
            string hash = Convert.ToHexString(SHA256.HashData(file));
            using CheckpointArchive archive = new(file, path);
            return new Checkpoint(path, hash, Tensors(archive, path, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static OrderedDictionary<string, Tensor> Tensors(CheckpointArchive archive, string path, CancellationToken cancellation)
    {
        if (PickleMachine.Read(archive.Pickle(), new CheckpointPickle(path)) is not PickleDictionary state)
        {
            throw NotTensors(path, "is no dictionary of tensors by name");
        }

        OrderedDictionary<string, Tensor> tensors = [];
        long samples = 0;
        foreach ((object? key, object? value) in state.Items)
        {
            cancellation.ThrowIfCancellationRequested();
            if (key is not string name || value is not TensorReference reference)
            {
                throw NotTensors(path, $"holds, under '{key}', something that is no tensor");
            }

            Tensor tensor = TensorLayout.Gather(reference, archive, name, path);
            samples += tensor.Data.Length;
            string plain = name.StartsWith(MultiDevicePrefix, StringComparison.Ordinal) ? name[MultiDevicePrefix.Length..] : name;
            if (samples > CheckpointArchive.MaxSamples || !tensors.TryAdd(plain, tensor))
            {
                throw NotTensors(path, $"holds the tensor '{plain}' twice, or shares samples among more tensors than any network has");
            }
        }

        return tensors;
    }

    private static void RequireZip(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[4];
        int read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == start.Length && start.SequenceEqual("PK\x03\x04"u8))
        {
            return;
        }

        bool pickle = read > 0 && start[0] == (byte)PickleOpcode.Proto;
        throw new DeepWonderException(
            ErrorId.CheckpointInvalid,
            pickle
                ? $"'{path}' is a checkpoint in the format of PyTorch before 1.6, or another Python pickle; it is not read."
                : $"'{path}' is no PyTorch checkpoint: it does not begin as a ZIP archive.",
            path,
            pickle ? "Load and save it once with PyTorch 1.6 or later." : "Give a .pth or .pt file that torch.save wrote.");
    }

    private static DeepWonderException NotTensors(string path, string what) => new(
        ErrorId.CheckpointInvalid,
        $"The checkpoint '{path}' {what}.",
        path,
        "Save the network's state dictionary alone: torch.save(network.state_dict(), file).");
}

/// <summary>What a PyTorch checkpoint holds: its tensors by name, in the file's order.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">The file's SHA-256, in upper-case hexadecimal digits.</param>
/// <param name="Tensors">The tensors; names have lost the prefix <c>module.</c> that multi-device training gives them.</param>
internal sealed record Checkpoint(string Path, string Sha256, OrderedDictionary<string, Tensor> Tensors);
