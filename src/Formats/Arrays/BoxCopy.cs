namespace DeepWonder3D.Formats.Arrays;

/// <summary>Copies what chunks and boxes have in common.</summary>
internal static class BoxCopy
{
    /// <summary>Copies the part of a chunk that lies in a box.</summary>
    /// <param name="chunk">The chunk's items; null for one that was never written.</param>
    /// <param name="fill">The item that stands where nothing was written.</param>
    /// <param name="grid">How the dataset is cut.</param>
    /// <param name="place">The chunk's place among chunks.</param>
    /// <param name="start">Where the box starts.</param>
    /// <param name="count">The box's lengths.</param>
    /// <param name="box">The box's items.</param>
    public static void ToBox(
        byte[]? chunk,
        byte[] fill,
        ChunkGrid grid,
        ReadOnlySpan<long> place,
        ReadOnlySpan<long> start,
        ReadOnlySpan<int> count,
        Span<byte> box)
    {
        int rank = start.Length;
        Span<int> from = stackalloc int[rank];
        Span<int> to = stackalloc int[rank];
        Span<int> length = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            long origin = place[axis] * grid.Chunk[axis];
            long low = Math.Max(origin, start[axis]);
            long high = Math.Min(origin + grid.Chunk[axis], start[axis] + count[axis]);
            (from[axis], to[axis], length[axis]) = ((int)(low - origin), (int)(low - start[axis]), (int)(high - low));
        }

        if (chunk is null)
        {
            Copy(fill, default, [], box, count, to, length, grid.ItemBytes);
        }
        else
        {
            Copy(chunk, grid.Chunk, from, box, count, to, length, grid.ItemBytes);
        }
    }

    /// <summary>Copies the part of a chunk that lies in its dataset into the dataset's items.</summary>
    public static void FromChunk(byte[] chunk, ChunkGrid grid, ReadOnlySpan<long> origin, Span<byte> items)
    {
        int rank = origin.Length;
        Span<int> lengths = stackalloc int[rank];
        Span<int> to = stackalloc int[rank];
        Span<int> length = stackalloc int[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            (lengths[axis], to[axis]) = ((int)grid.Lengths[axis], (int)origin[axis]);
            length[axis] = (int)Math.Min(grid.Chunk[axis], grid.Lengths[axis] - origin[axis]);
        }

        Copy(chunk, grid.Chunk, new int[rank], items, lengths, to, length, grid.ItemBytes);
    }

    /// <summary>Copies a block, axis by axis; an empty <paramref name="sourceLengths"/> repeats the only item of the source.</summary>
    private static void Copy(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<int> sourceLengths,
        ReadOnlySpan<int> from,
        Span<byte> target,
        ReadOnlySpan<int> targetLengths,
        ReadOnlySpan<int> to,
        ReadOnlySpan<int> length,
        int itemBytes)
    {
        bool isFill = sourceLengths.IsEmpty;
        if (targetLengths.Length <= 1)
        {
            int items = targetLengths.IsEmpty ? 1 : length[0];
            CopyRun(
                isFill ? source : source[((from.IsEmpty ? 0 : from[0]) * itemBytes)..],
                isFill,
                target.Slice((to.IsEmpty ? 0 : to[0]) * itemBytes, items * itemBytes),
                itemBytes);
            return;
        }

        int sourceStep = isFill ? 0 : Product(sourceLengths[1..]) * itemBytes;
        int targetStep = Product(targetLengths[1..]) * itemBytes;
        for (int i = 0; i < length[0]; i++)
        {
            Copy(
                isFill ? source : source[((from[0] + i) * sourceStep)..],
                isFill ? default : sourceLengths[1..],
                isFill ? default : from[1..],
                target[((to[0] + i) * targetStep)..],
                targetLengths[1..],
                to[1..],
                length[1..],
                itemBytes);
        }
    }

    private static void CopyRun(ReadOnlySpan<byte> source, bool isFill, Span<byte> run, int itemBytes)
    {
        if (!isFill)
        {
            source[..run.Length].CopyTo(run);
            return;
        }

        for (int start = 0; start < run.Length; start += itemBytes)
        {
            source.CopyTo(run[start..]);
        }
    }

    private static int Product(ReadOnlySpan<int> lengths)
    {
        int product = 1;
        foreach (int length in lengths)
        {
            product *= length;
        }

        return product;
    }
}
