using System.IO.Compression;

namespace DeepWonder3D.Formats.Hdf5.Writing;

/// <summary>Writes a dataset chunk by chunk, in the order of the chunks, and then the tree that lists them.</summary>
/// <param name="writer">The file.</param>
/// <param name="type">The items' type.</param>
/// <param name="lengths">The length of each axis, slowest first.</param>
/// <param name="chunk">A chunk's lengths.</param>
/// <param name="deflate">Whether chunks are shuffled and deflated.</param>
internal sealed class Hdf5ChunkWriter(Hdf5Writer writer, Hdf5ItemType type, long[] lengths, int[] chunk, bool deflate)
{
    private const int EntriesPerNode = 64;
    private const int DeflateLevel = 4;

    private readonly List<(long[] Start, int Bytes, long Address)> _places = [];

    /// <summary>Writes the next chunk.</summary>
    /// <param name="start">Where it starts on each axis.</param>
    /// <param name="items">All items of a chunk; those beyond the end of the dataset are anything.</param>
    public void Write(long[] start, ReadOnlySpan<byte> items)
    {
        byte[]? packed = deflate ? Pack(items) : null;
        long address = writer.Append(packed ?? items);
        _places.Add((start, packed?.Length ?? items.Length, address));
    }

    /// <summary>Ends the dataset.</summary>
    /// <returns>Its address.</returns>
    public long Finish(params ReadOnlySpan<Hdf5Attribute> attributes)
    {
        Hdf5Bytes layout = new Hdf5Bytes().Byte(3).Byte(2).Byte(chunk.Length + 1).Address(Tree());
        foreach (int length in chunk)
        {
            layout.Number(length, 4);
        }

        layout.Number(type.Bytes, 4);
        byte[] filters = new Hdf5Bytes().Byte(2).Byte(2)
            .Number(Chunks.Hdf5Filter.Shuffle, 2).Number(1, 2).Number(1, 2).Number(type.Bytes, 4)
            .Number(Chunks.Hdf5Filter.Deflate, 2).Number(1, 2).Number(1, 2).Number(DeflateLevel, 4).ToArray();
        return writer.Header(type, lengths, layout.ToArray(), deflate ? filters : null, attributes);
    }

    private byte[] Pack(ReadOnlySpan<byte> items)
    {
        // The bytes of all items that weigh alike lie together, which deflates better.
        byte[] shuffled = new byte[items.Length];
        int count = items.Length / type.Bytes;
        for (int part = 0; part < type.Bytes; part++)
        {
            for (int i = 0; i < count; i++)
            {
                shuffled[(part * count) + i] = items[(i * type.Bytes) + part];
            }
        }

        MemoryStream packed = new();
        using (ZLibStream stream = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            stream.Write(shuffled);
        }

        return packed.ToArray();
    }

    /// <summary>Writes the tree level by level.</summary>
    /// <returns>The address of its root; -1 without chunks.</returns>
    private long Tree()
    {
        List<(byte[] Key, long Address)> entries = [.. _places.Select(p => (Key(p.Start, p.Bytes), p.Address))];
        if (entries.Count == 0)
        {
            return -1;
        }

        long[] beyond = new long[chunk.Length];
        beyond[0] = _places[^1].Start[0] + chunk[0];
        byte[] last = Key(beyond, 0);
        for (int level = 0; ; level++)
        {
            entries = Level(entries, level, last);
            if (entries.Count == 1)
            {
                return entries[0].Address;
            }
        }
    }

    private List<(byte[] Key, long Address)> Level(List<(byte[] Key, long Address)> entries, int level, byte[] last)
    {
        int nodes = (entries.Count + EntriesPerNode - 1) / EntriesPerNode;
        int nodeBytes = 24 + ((EntriesPerNode + 1) * last.Length) + (EntriesPerNode * 8);
        long[] addresses = new long[nodes];
        for (int node = 0; node < nodes; node++)
        {
            addresses[node] = writer.Reserve(nodeBytes);
        }

        List<(byte[] Key, long Address)> above = [];
        for (int node = 0; node < nodes; node++)
        {
            int first = node * EntriesPerNode;
            int count = Math.Min(EntriesPerNode, entries.Count - first);
            Hdf5Bytes bytes = new Hdf5Bytes().Ascii("TREE").Byte(1).Byte(level).Number(count, 2)
                .Address(node > 0 ? addresses[node - 1] : -1).Address(node < nodes - 1 ? addresses[node + 1] : -1);
            for (int i = first; i < first + count; i++)
            {
                bytes.Raw(entries[i].Key).Address(entries[i].Address);
            }

            bytes.Raw(first + count < entries.Count ? entries[first + count].Key : last);
            writer.Fill(addresses[node], bytes.ToArray());
            above.Add((entries[first].Key, addresses[node]));
        }

        return above;
    }

    private static byte[] Key(long[] start, int bytes)
    {
        Hdf5Bytes key = new Hdf5Bytes().Number(bytes, 4).Number(0, 4);
        foreach (long place in start)
        {
            key.Number(place, 8);
        }

        return key.Number(0, 8).ToArray();
    }
}
