namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>The older tree: of the names of a group, and of the chunks of a dataset.</summary>
internal static class Hdf5BTree1
{
    private const int MaxLevel = 32;

    /// <summary>The entries of all leaves, in order: each key, and the address that it leads to.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Where the root lies.</param>
    /// <param name="nodeType">0 for groups, 1 for chunks.</param>
    /// <param name="keyBytes">Bytes of a key.</param>
    public static IEnumerable<(Hdf5Cursor Key, long Child)> Leaves(Hdf5File file, long address, int nodeType, int keyBytes) =>
        Leaves(file, address, nodeType, keyBytes, MaxLevel);

    private static IEnumerable<(Hdf5Cursor Key, long Child)> Leaves(Hdf5File file, long address, int nodeType, int keyBytes, int below)
    {
        int headBytes = 8 + (2 * file.OffsetBytes);
        Hdf5Cursor head = file.Cursor(address, headBytes);
        head.Expect("TREE"u8);
        int type = head.Byte();
        int level = head.Byte();
        int entries = head.UInt16();
        if (type != nodeType || level >= below)
        {
            throw file.Invalid($"the tree at byte {address} has type {type} and level {level}");
        }

        Hdf5Cursor node = file.Cursor(address + headBytes, (entries * (keyBytes + file.OffsetBytes)) + keyBytes);
        for (int i = 0; i < entries; i++)
        {
            Hdf5Cursor key = new(file, node.Take(keyBytes).ToArray());
            long child = node.Address();
            if (level == 0)
            {
                yield return (key, child);
                continue;
            }

            foreach ((Hdf5Cursor, long) entry in Leaves(file, child, nodeType, keyBytes, level))
            {
                yield return entry;
            }
        }
    }
}
