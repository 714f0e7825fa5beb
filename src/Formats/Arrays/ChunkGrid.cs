namespace DeepWonder3D.Formats.Arrays;

/// <summary>How an array is cut into chunks.</summary>
internal sealed class ChunkGrid
{
    private const int MaxChunkBytes = 1 << 30;

    /// <summary>Cuts an array.</summary>
    /// <param name="invalid">The error of the file's format.</param>
    /// <param name="lengths">The array's lengths.</param>
    /// <param name="chunkLengths">A chunk's lengths.</param>
    /// <param name="itemBytes">Bytes of an item.</param>
    /// <exception cref="DeepWonderException">The caller's error: chunks are empty or absurdly large.</exception>
    public ChunkGrid(Func<string, DeepWonderException> invalid, long[] lengths, long[] chunkLengths, int itemBytes)
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
                throw invalid($"chunks of {string.Join('×', chunkLengths)} items of {itemBytes} bytes are none");
            }

            Chunk[axis] = (int)chunkLengths[axis];
            Counts[axis] = (lengths[axis] + chunkLengths[axis] - 1) / chunkLengths[axis];
        }

        ChunkBytes = (int)bytes;
        ItemBytes = itemBytes;
    }

    /// <summary>The array's lengths.</summary>
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
