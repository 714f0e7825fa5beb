using System.IO.Compression;

namespace DeepWonder3D.Tests.Models;

/// <summary>Writes checkpoints as PyTorch does, and ones that PyTorch never would.</summary>
internal static class TestCheckpoint
{
    /// <summary>A checkpoint of these tensors.</summary>
    public static byte[] Of(IReadOnlyList<TestTensor> tensors) => Of(PickleWriter.StateDictionary(tensors), tensors);

    /// <summary>A checkpoint with this pickle, beside the storages of these tensors.</summary>
    public static byte[] Of(byte[] pickle, IReadOnlyList<TestTensor> tensors, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        List<(string, byte[])> members = [("archive/data.pkl", pickle)];
        members.AddRange(tensors.Select((tensor, key) => ($"archive/data/{key}", tensor.Storage)));
        members.Add(("archive/version", "3\n"u8.ToArray()));
        return Zip(members, compression);
    }

    public static byte[] Zip(
        IEnumerable<(string Name, byte[] Content)> members, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                ZipArchiveEntry entry = zip.CreateEntry(name, compression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using Stream stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Writes a checkpoint's bytes to a file.</summary>
    public static string Save(this TemporaryFolder folder, byte[] checkpoint, string name = "network.pth") =>
        folder.Write(name, checkpoint);
}
