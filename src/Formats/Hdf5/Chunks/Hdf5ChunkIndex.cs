using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>Reads where a dataset's chunks lie, in each of the six forms that the format has.</summary>
internal static class Hdf5ChunkIndex
{
    /// <summary>
    /// The places of the chunks that the file holds, by their numbers in <paramref name="grid"/>. Of a file that ends early also those
    /// beyond its end.
    /// </summary>
    public static Dictionary<long, Hdf5ChunkPlace> Read(Hdf5File file, Hdf5Layout layout, ChunkGrid grid, bool isFiltered)
    {
        Dictionary<long, Hdf5ChunkPlace> places = [];
        if (layout.Address < 0)
        {
            return places;
        }

        switch (layout.Index)
        {
            case Hdf5IndexKind.Tree1:
                ReadTree1(places, file, layout.Address, grid);
                break;
            case Hdf5IndexKind.Single:
                Add(
                    places,
                    file,
                    0,
                    new Hdf5ChunkPlace(layout.Address, isFiltered ? layout.SingleBytes : grid.ChunkBytes, layout.SingleMask));
                break;
            case Hdf5IndexKind.Implicit:
                ReadImplicit(places, file, layout.Address, grid);
                break;
            case Hdf5IndexKind.Tree2:
                ReadTree2(places, file, layout.Address, grid);
                break;
            default:
                IEnumerable<(long, Hdf5ChunkPlace)> elements = layout.Index == Hdf5IndexKind.FixedArray
                    ? Hdf5FixedArray.Read(file, layout.Address, grid)
                    : new Hdf5ExtensibleArray(file, layout.Address, grid).Read();
                foreach ((long number, Hdf5ChunkPlace place) in elements)
                {
                    Add(places, file, number, place);
                }

                break;
        }

        return places;
    }

    /// <summary>An element of an array of chunks: an address, and for filtered chunks their size and mask.</summary>
    public static Hdf5ChunkPlace? Element(Hdf5Cursor cursor, Hdf5File file, int elementBytes, ChunkGrid grid)
    {
        long address = cursor.Address();
        int rest = elementBytes - file.OffsetBytes;
        Hdf5ChunkPlace place = rest > 4
            ? new Hdf5ChunkPlace(address, cursor.Number(rest - 4), cursor.UInt32())
            : new Hdf5ChunkPlace(address, grid.ChunkBytes, 0);
        return address < 0 ? null : place;
    }

    private static void Add(Dictionary<long, Hdf5ChunkPlace> places, Hdf5File file, long number, Hdf5ChunkPlace place)
    {
        bool isBeyond = place.Bytes > file.Length - place.Address;
        if (place.Address < 0 || (isBeyond && !file.IsCut) || place.Bytes > int.MaxValue)
        {
            throw file.Invalid($"a chunk of {place.Bytes} bytes at byte {place.Address} lies beyond its end at byte {file.Length}");
        }

        if (number >= 0)
        {
            places[number] = place;
        }
    }

    private static void ReadTree1(Dictionary<long, Hdf5ChunkPlace> places, Hdf5File file, long address, ChunkGrid grid)
    {
        long[] place = new long[grid.Lengths.Length];
        foreach ((Hdf5Cursor key, long child) in Hdf5BTree1.Leaves(file, address, 1, 8 + (8 * (place.Length + 1))))
        {
            (long bytes, long mask) = (key.UInt32(), key.UInt32());
            for (int axis = 0; axis < place.Length; axis++)
            {
                place[axis] = key.Number(8) / grid.Chunk[axis];
            }

            Add(places, file, grid.NumberOf(place), new Hdf5ChunkPlace(child, bytes, mask));
        }
    }

    private static void ReadTree2(Dictionary<long, Hdf5ChunkPlace> places, Hdf5File file, long address, ChunkGrid grid)
    {
        long[] place = new long[grid.Lengths.Length];
        (int recordBytes, IEnumerable<byte[]> records) = Hdf5BTree2.Read(file, address, 10, 11);
        foreach (byte[] record in records)
        {
            Hdf5Cursor cursor = new(file, record);
            Hdf5ChunkPlace? found = Element(cursor, file, recordBytes - (8 * place.Length), grid);
            for (int axis = 0; axis < place.Length; axis++)
            {
                place[axis] = cursor.Number(8);
            }

            if (found is { } chunk)
            {
                Add(places, file, grid.NumberOf(place), chunk);
            }
        }
    }

    private static void ReadImplicit(Dictionary<long, Hdf5ChunkPlace> places, Hdf5File file, long address, ChunkGrid grid)
    {
        // All chunks lie one after the other, so that there cannot be more than the file has room for.
        long most = (file.Length - address) / grid.ChunkBytes;
        if (grid.Count > most && !file.IsCut)
        {
            throw file.Invalid($"{grid.Count} chunks of {grid.ChunkBytes} bytes lie beyond its end");
        }

        for (long number = 0; number < Math.Min(grid.Count, most + 1); number++)
        {
            Add(places, file, number, new Hdf5ChunkPlace(address + (number * grid.ChunkBytes), grid.ChunkBytes, 0));
        }
    }
}

/// <summary>Where a chunk lies.</summary>
/// <param name="Address">Where it starts in the file.</param>
/// <param name="Bytes">Its bytes as they are stored.</param>
/// <param name="Mask">A bit for each filter that it was not put through.</param>
internal readonly record struct Hdf5ChunkPlace(long Address, long Bytes, long Mask);
