using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>Reads the attributes of an object.</summary>
internal static class Hdf5Attributes
{
    public static Dictionary<string, Hdf5Value> Read(Hdf5File file, IEnumerable<Hdf5Message> messages)
    {
        Dictionary<string, Hdf5Value> attributes = [];
        foreach (Hdf5Message message in messages)
        {
            if (message is { Type: Hdf5Message.Attribute, IsShared: false })
            {
                Add(attributes, file, message.Data);
            }
            else if (message.Type == Hdf5Message.AttributeInfo)
            {
                ReadDense(attributes, file, new Hdf5Cursor(file, message.Data));
            }
        }

        return attributes;
    }

    private static void ReadDense(Dictionary<string, Hdf5Value> attributes, Hdf5File file, Hdf5Cursor info)
    {
        info.ExpectVersion(0, "an object's attributes");
        int flags = info.Byte();
        info.Skip((flags & 1) != 0 ? 2 : 0);
        (long heapAddress, long treeAddress) = (info.Address(), info.Address());
        if (heapAddress < 0 || treeAddress < 0)
        {
            return;
        }

        const int Shared = 2;
        Hdf5FractalHeap heap = new(file, heapAddress);
        (int bytes, IEnumerable<byte[]> records) = Hdf5BTree2.Read(file, treeAddress, 8);
        foreach (byte[] record in records)
        {
            if (bytes > 8 && (record[8] & Shared) == 0)
            {
                Add(attributes, file, heap.Get(record.AsSpan(0, 8)));
            }
        }
    }

    private static void Add(Dictionary<string, Hdf5Value> attributes, Hdf5File file, byte[] data)
    {
        Hdf5Cursor cursor = new(file, data);
        int version = cursor.Byte();
        int flags = cursor.Byte();
        (int nameBytes, int typeBytes, int spaceBytes) = (cursor.UInt16(), cursor.UInt16(), cursor.UInt16());
        cursor.Skip(version == 3 ? 1 : 0);
        int Padded(int bytes) => version == 1 ? (bytes + 7) / 8 * 8 : bytes;
        if (version is < 1 or > 3)
        {
            throw file.Invalid($"an attribute has version {version}");
        }

        string name = Encoding.UTF8.GetString(cursor.Take(Padded(nameBytes))[..nameBytes].TrimEnd((byte)0));
        Hdf5Message type = new(Hdf5Message.Datatype, version > 1 && (flags & 1) != 0, cursor.Take(Padded(typeBytes)).ToArray());
        Hdf5Message space = new(Hdf5Message.Dataspace, version > 1 && (flags & 2) != 0, cursor.Take(Padded(spaceBytes)).ToArray());
        long[]? lengths = Hdf5Dataspace.Read(file, Hdf5SharedMessage.Resolve(file, space));
        Hdf5Datatype datatype = Hdf5Datatype.Read(file, Hdf5SharedMessage.Resolve(file, type));
        attributes[name] = new Hdf5Value(file, datatype, lengths ?? [0], cursor.Take(cursor.Left).ToArray());
    }
}
