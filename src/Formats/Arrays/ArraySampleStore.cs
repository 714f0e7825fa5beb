using System.Buffers;

namespace DeepWonder3D.Formats.Arrays;

/// <summary>The samples of an array in a file as the planes of a recording, whatever the order of the array's axes.</summary>
/// <param name="source">The array; the store closes it.</param>
/// <param name="selection">What of it is read.</param>
internal sealed class ArraySampleStore(ArraySource source, ArraySelection selection)
    : SampleStore(source.SampleType, selection.FrameCount * selection.PlaneCount, selection.Height, selection.Width)
{
    /// <summary>Planes up to this size are turned as a whole where columns lie together in the file.</summary>
    private const long TurnedBytes = 16 << 20;

    private readonly ArraySource _source = source;
    private readonly ArraySelection _selection = selection;
    private readonly long _cacheOwner = DecodedChunkCache.NewOwner();

    ~ArraySampleStore() => Dispose(false);

    private bool IsTurned => _selection.Map.X < _selection.Map.Y;

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)row + rowCount, Height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)column + columnCount, Width);
        if (rowCount == 0 || columnCount == 0)
        {
            return;
        }

        Span<byte> block = destination[..checked(rowCount * columnCount * SampleType.SizeOf())];
        if (!IsTurned)
        {
            ReadBox(plane, row, rowCount, column, columnCount, block);
        }
        else if (_source.IsRaw && (long)Height * RowBytes <= TurnedBytes)
        {
            CopyFromPlane(TurnedPlane(plane), row, rowCount, column, columnCount, block);
        }
        else
        {
            ReadTurned(plane, row, rowCount, column, columnCount, block);
        }
    }

    protected override void Dispose(bool disposing)
    {
        DecodedChunkCache.Shared.Forget(_cacheOwner);
        if (disposing)
        {
            _source.Dispose();
        }
    }

    private void ReadBox(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        Span<long> start = stackalloc long[_source.Shape.Count];
        Span<int> count = stackalloc int[_source.Shape.Count];
        _selection.Place(plane, start, count);
        (start[_selection.Map.Y], count[_selection.Map.Y]) = (row, rowCount);
        (start[_selection.Map.X], count[_selection.Map.X]) = (column, columnCount);
        _source.ReadBox(start, count, destination);
    }

    /// <summary>A few rows of a plane that lies column by column are a few bytes of each column: the whole plane is one read.</summary>
    private byte[] TurnedPlane(long plane) => DecodedChunkCache.Shared.Get(_cacheOwner, plane, 0, () =>
    {
        byte[] turned = new byte[Height * RowBytes];
        ReadTurned(plane, 0, Height, 0, Width, turned);
        return turned;
    });

    private void ReadTurned(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        byte[] columns = ArrayPool<byte>.Shared.Rent(destination.Length);
        try
        {
            ReadBox(plane, row, rowCount, column, columnCount, columns.AsSpan(0, destination.Length));
            Transposition.Turn(columns, destination, columnCount, rowCount, SampleType.SizeOf());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(columns);
        }
    }

    private void CopyFromPlane(byte[] plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        int size = SampleType.SizeOf();
        for (int y = 0; y < rowCount; y++)
        {
            plane.AsSpan(((row + y) * RowBytes) + (column * size), columnCount * size).CopyTo(destination[(y * columnCount * size)..]);
        }
    }
}
