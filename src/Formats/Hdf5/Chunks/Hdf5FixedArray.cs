using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>A list of the chunks of a dataset whose size is fixed, in pages where it is long.</summary>
internal static class Hdf5FixedArray
{
    private const int HeadBytes = 6;

    /// <summary>The chunks by their numbers.</summary>
    public static IEnumerable<(long Number, Hdf5ChunkPlace Place)> Read(Hdf5File file, long address, ChunkGrid grid)
    {
        Hdf5Cursor header = file.Cursor(address, 8 + file.LengthBytes + file.OffsetBytes);
        header.Expect("FAHD"u8);
        header.ExpectVersion(0, "a list of chunks");
        header.Skip(1);
        int elementBytes = header.Byte();
        int pageBits = header.Byte();
        long count = header.Length();
        long block = header.Address();
        if (block < 0)
        {
            return [];
        }

        if (elementBytes < file.OffsetBytes || pageBits > 30 || count > file.Length)
        {
            throw file.Invalid($"a list of {count} chunks has elements of {elementBytes} bytes");
        }

        long perPage = 1L << pageBits;
        return count <= perPage
            ? Elements(file, block + HeadBytes + file.OffsetBytes, 0, count, elementBytes, grid)
            : Pages(file, block + HeadBytes + file.OffsetBytes, count, perPage, elementBytes, grid);
    }

    private static IEnumerable<(long, Hdf5ChunkPlace)> Pages(
        Hdf5File file, long bitmap, long count, long perPage, int elementBytes, ChunkGrid grid)
    {
        long pages = (count + perPage - 1) / perPage;
        int bitmapBytes = (int)((pages + 7) / 8);
        byte[] written = file.Read(bitmap, bitmapBytes);
        long first = bitmap + bitmapBytes + 4;
        for (long page = 0; page < pages; page++)
        {
            if ((written[page / 8] & (0x80 >> (int)(page % 8))) == 0)
            {
                continue;
            }

            long start = page * perPage;
            long number = Math.Min(perPage, count - start);
            foreach ((long, Hdf5ChunkPlace) element
                in Elements(file, first + (page * ((perPage * elementBytes) + 4)), start, number, elementBytes, grid))
            {
                yield return element;
            }
        }
    }

    private static IEnumerable<(long, Hdf5ChunkPlace)> Elements(
        Hdf5File file, long address, long first, long count, int elementBytes, ChunkGrid grid)
    {
        Hdf5Cursor cursor = file.Cursor(address, (int)Math.Min(count * elementBytes, int.MaxValue));
        for (long i = 0; i < count; i++)
        {
            if (Hdf5ChunkIndex.Element(cursor, file, elementBytes, grid) is { } place)
            {
                yield return (first + i, place);
            }
        }
    }
}
