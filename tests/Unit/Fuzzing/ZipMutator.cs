using System.IO.Compression;
using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Changes one member of a sound zip and packs it again, so that its checksums hold and what is inside is read.</summary>
internal sealed class ZipMutator(Random random)
{
    private readonly ByteMutator _bytes = new(random);

    public byte[] Mutate(byte[] sound, byte[] other)
    {
        List<(string Name, byte[] Content)> members = Members(sound);
        List<(string Name, byte[] Content)> others = Members(other);
        int chosen = random.Next(members.Count);
        (string name, byte[] content) = members[chosen];
        switch (random.Next(12))
        {
            case 0: members.RemoveAt(chosen); break;
            case 1: members.Add((name, content)); break;
            case 2: members[chosen] = (name, others[random.Next(others.Count)].Content); break;
            case 3: members[chosen] = (members[random.Next(members.Count)].Name, content); break;
            default: members[chosen] = (name, _bytes.Mutate(content, others[random.Next(others.Count)].Content)); break;
        }

        // Checkpoints must not be compressed, and all readers take members that are not.
        return TestCheckpoint.Zip(members, random.Next(4) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
    }

    private static List<(string Name, byte[] Content)> Members(byte[] zipped)
    {
        using ZipArchive zip = new(new MemoryStream(zipped), ZipArchiveMode.Read);
        return [.. zip.Entries.Select(entry =>
        {
            using Stream stream = entry.Open();
            using MemoryStream content = new();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }
}
