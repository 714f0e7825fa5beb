namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>How a dataset is cut into chunks.</summary>
internal sealed class Hdf5ChunkGrid
{
    private const int MaxChunkBytes = 1 << 30;

    /// <summary>Cuts a dataset.</summary>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid: chunks are empty or absurdly large.</exception>
    public Hdf5ChunkGrid(Hdf5File file, long[] lengths, long[] chunkLengths, int itemBytes)
    {
        Lengths = lengths;
        decimal bytes = itemBytes;
        Chunk = new int[lengths.Length];
        Counts = new long[lengths.Length];
        for (int axis = 0; axis < lengths.Length; axis++)
        {
            bytes *= Math.Min(chunkLengths[axis], MaxChunkBytes);
            if (chunkLengths[axis] < 1 || bytes > MaxChunkBytes)
            {
                throw file.Invalid($"chunks of {string.Join('×', chunkLengths)} items of {itemBytes} bytes are none");
            }

            Chunk[axis] = (int)chunkLengths[axis];
            Counts[axis] = (lengths[axis] + chunkLengths[axis] - 1) / chunkLengths[axis];
        }

        ChunkBytes = (int)bytes;
        ItemBytes = itemBytes;
    }

    /// <summary>The dataset's lengths.</summary>
    public long[] Lengths { get; }

    /// <summary>A chunk's lengths.</summary>
    public int[] Chunk { get; }

    /// <summary>Chunks along each axis.</summary>
    public long[] Counts { get; }

    /// <summary>Bytes of a chunk's items; those at the end of an axis are as large as all others.</summary>
    public int ChunkBytes { get; }

    public int ItemBytes { get; }

    public long Count => Counts.Aggregate(1L, (product, count) => product * count);

    /// <summary>The number of the chunk at a place among chunks; -1 outside.</summary>
    public long NumberOf(ReadOnlySpan<long> place)
    {
        long number = 0;
        for (int axis = 0; axis < place.Length; axis++)
        {
            if (place[axis] < 0 || place[axis] >= Counts[axis])
            {
                return -1;
            }

            number = (number * Counts[axis]) + place[axis];
        }

        return number;
    }
}
