using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5.Chunks;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>The samples of a dataset in chunks. A chunk is decoded as a whole, and kept for a while.</summary>
internal sealed class Hdf5ChunkedSource : ArraySource
{
    private readonly BinaryFile _file;
    private readonly StoredType _stored;
    private readonly ChunkGrid _grid;
    private readonly Dictionary<long, Hdf5ChunkPlace> _places;
    private readonly Hdf5Filters _filters;
    private readonly byte[] _fill;
    private readonly long _cacheOwner = DecodedChunkCache.NewOwner();

    /// <summary>Takes a file over; the source closes it.</summary>
    public Hdf5ChunkedSource(
        BinaryFile file, StoredType stored, ChunkGrid grid, Dictionary<long, Hdf5ChunkPlace> places, Hdf5Filters filters, byte[] fill)
        : base(stored.SampleType, grid.Lengths)
    {
        (_file, _stored, _grid, _places, _filters, _fill) = (file, stored, grid, places, filters, fill);
        _stored.Decode(_fill);
        long aRow = grid.Count / Math.Max(1, grid.Counts[0]);
        Dictionary<long, long> counts = [];
        long? lost = null;
        foreach ((long number, Hdf5ChunkPlace place) in places)
        {
            long row = number / Math.Max(1, aRow);
            counts[row] = counts.GetValueOrDefault(row) + 1;
            lost = place.Bytes > file.Length - place.Address ? Math.Min(lost ?? row, row) : lost;
        }

        (Rest, Holes) = ArrayRest.OfChunks(grid, counts, file.Invalid, lost);
    }

    public override ArrayRest? Rest { get; }

    public override string? Holes { get; }

    ~Hdf5ChunkedSource() => Dispose(false);

    public override bool IsRaw => false;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        int rank = start.Length;
        Span<long> first = stackalloc long[rank];
        Span<long> last = stackalloc long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            first[axis] = start[axis] / _grid.Chunk[axis];
            last[axis] = (start[axis] + count[axis] - 1) / _grid.Chunk[axis];
        }

        Span<long> place = stackalloc long[rank];
        first.CopyTo(place);
        while (true)
        {
            BoxCopy.ToBox(Chunk(_grid.NumberOf(place)), _fill, _grid, place, start, count, destination);
            int axis = rank - 1;
            while (axis >= 0 && ++place[axis] > last[axis])
            {
                place[axis] = first[axis];
                axis--;
            }

            if (axis < 0)
            {
                return;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        DecodedChunkCache.Shared.Forget(_cacheOwner);
        if (disposing)
        {
            _file.Dispose();
        }
    }

    /// <summary>A chunk's samples; null where it was never written.</summary>
    private byte[]? Chunk(long number) => _places.TryGetValue(number, out Hdf5ChunkPlace place) ? Decoded(number, place) : null;

    // Apart from the look-up, so that the millions of chunks that a file claims and does not hold cost no memory.
    private byte[] Decoded(long number, Hdf5ChunkPlace place) => DecodedChunkCache.Shared.Get(_cacheOwner, number, 0, () =>
    {
        byte[] stored = new byte[place.Bytes];
        _file.Read(place.Address, stored);
        byte[] samples = _filters.Decode(stored, place.Mask, _grid.ChunkBytes, SampleType.SizeOf());
        _stored.Decode(samples.AsSpan(0, _grid.ChunkBytes));
        return samples;
    });
}
