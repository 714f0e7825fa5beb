using System.Numerics;

namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>The newer tree, of records of one size: names of links and attributes, and chunks.</summary>
internal sealed class Hdf5BTree2
{
    private const int NodeOverhead = 10;
    private const int MaxDepth = 32;

    private readonly Hdf5File _file;
    private readonly int _recordBytes;
    private readonly int _nodeBytes;
    private readonly int _countBytes;
    private readonly int[] _totalBytes;

    private Hdf5BTree2(Hdf5File file, int recordBytes, int nodeBytes, int depth)
    {
        (_file, _recordBytes, _nodeBytes) = (file, recordBytes, nodeBytes);
        if (recordBytes < 1 || nodeBytes < NodeOverhead + recordBytes || depth > MaxDepth || nodeBytes > 1 << 24)
        {
            throw file.Invalid($"a tree has records of {recordBytes} bytes in {depth} levels of nodes of {nodeBytes}");
        }

        // How many bytes a count takes follows from how many records a subtree may hold.
        decimal most = (nodeBytes - NodeOverhead) / recordBytes;
        _countBytes = BytesFor(most);
        _totalBytes = new int[depth + 1];
        for (int level = 1; level <= depth; level++)
        {
            int pointer = file.OffsetBytes + _countBytes + _totalBytes[level - 1];
            decimal here = (nodeBytes - (NodeOverhead + pointer)) / (recordBytes + pointer);
            most = Math.Min(((here + 1) * most) + here, ulong.MaxValue);
            _totalBytes[level] = BytesFor(most);
        }
    }

    /// <summary>All records, and the bytes of each.</summary>
    /// <param name="file">The file.</param>
    /// <param name="address">Where the tree's header lies.</param>
    /// <param name="type">The type of records that is expected.</param>
    public static (int RecordBytes, IEnumerable<byte[]> Records) Read(Hdf5File file, long address, params int[] type)
    {
        Hdf5Cursor header = file.Cursor(address, 4 + 2 + 4 + 2 + 2 + 2 + file.OffsetBytes + 2 + file.LengthBytes);
        header.Expect("BTHD"u8);
        header.ExpectVersion(0, "a tree");
        int found = header.Byte();
        if (!type.Contains(found))
        {
            throw file.Invalid($"the tree at byte {address} holds records of type {found}");
        }

        long nodeBytes = header.UInt32();
        int recordBytes = header.UInt16();
        int depth = header.UInt16();
        header.Skip(2);
        long root = header.Address();
        int count = header.UInt16();
        Hdf5BTree2 tree = new(file, recordBytes, (int)Math.Min(nodeBytes, int.MaxValue), depth);
        return (recordBytes, root < 0 ? [] : tree.Walk(root, depth, count));
    }

    private static int BytesFor(decimal most) => (BitOperations.Log2((ulong)Math.Max(most, 1)) / 8) + 1;

    private IEnumerable<byte[]> Walk(long address, int depth, int count)
    {
        int pointerBytes = _file.OffsetBytes + _countBytes + (depth > 1 ? _totalBytes[depth - 1] : 0);
        long bytes = 6 + ((long)count * _recordBytes) + (depth > 0 ? (count + 1L) * pointerBytes : 0);
        if (bytes > _nodeBytes)
        {
            throw _file.Invalid($"the tree's node at byte {address} claims {count} records");
        }

        Hdf5Cursor node = _file.Cursor(address, (int)bytes);
        node.Expect(depth > 0 ? "BTIN"u8 : "BTLF"u8);
        node.Skip(2);
        byte[][] records = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            records[i] = node.Take(_recordBytes).ToArray();
        }

        for (int i = 0; i <= count; i++)
        {
            if (depth > 0)
            {
                long child = node.Address();
                int childCount = (int)Math.Min(node.Number(_countBytes), int.MaxValue);
                node.Skip(depth > 1 ? _totalBytes[depth - 1] : 0);
                foreach (byte[] record in Walk(child, depth - 1, childCount))
                {
                    yield return record;
                }
            }

            if (i < count)
            {
                yield return records[i];
            }
        }
    }
}
