namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>Where items of variable length lie.</summary>
internal static class Hdf5GlobalHeap
{
    private const int MaxCollectionBytes = 1 << 27;

    /// <summary>The objects of a collection, by their numbers.</summary>
    public static Dictionary<int, byte[]> Read(Hdf5File file, long address)
    {
        int headBytes = 8 + file.LengthBytes;
        Hdf5Cursor head = file.Cursor(address, headBytes);
        head.Expect("GCOL"u8);
        head.ExpectVersion(1, "a heap");
        head.Skip(3);
        long bytes = head.Length();
        if (bytes < headBytes || bytes > MaxCollectionBytes)
        {
            throw file.Invalid($"the heap at byte {address} states {bytes} bytes");
        }

        Hdf5Cursor cursor = file.Cursor(address + headBytes, (int)bytes - headBytes);
        Dictionary<int, byte[]> objects = [];
        while (cursor.Left >= 8 + file.LengthBytes)
        {
            int number = cursor.UInt16();
            cursor.Skip(6);
            long length = cursor.Length();
            if (number == 0)
            {
                break;
            }

            objects[number] = cursor.Take((int)Math.Min(length, int.MaxValue)).ToArray();
            cursor.Skip(Math.Min((8 - (length % 8)) % 8, cursor.Left));
        }

        return objects;
    }
}
