namespace DeepWonder3D.Formats.Recordings;

/// <summary>The planes of another store in another order, or some of them, and a band of their rows.</summary>
/// <param name="inner">The other store; it is closed with this one.</param>
/// <param name="places">The number in the other store of each plane.</param>
/// <param name="firstRow">The first row of the band.</param>
/// <param name="height">How many rows it has.</param>
/// <param name="width">How many columns of the other's, from the first.</param>
internal sealed class RearrangedStore(SampleStore inner, long[] places, int firstRow, int height, int width)
    : SampleStore(inner.SampleType, places.Length, height, width)
{
    private readonly SampleStore _inner = inner;
    private readonly long[] _places = places;
    private readonly int _firstRow = firstRow;

    /// <summary>Whole planes of another store.</summary>
    public RearrangedStore(SampleStore inner, long[] places)
        : this(inner, places, 0, inner.Height, inner.Width)
    {
    }

    /// <summary>A store's region, where one is named; else the store.</summary>
    public static SampleStore Of(SampleStore store, Tiff.Descriptions.TiffRegion? region) => region is null ? store : new RearrangedStore(
        store, [.. Enumerable.Range(0, checked((int)store.PlaneCount)).Select(p => (long)p)], region.FirstRow, region.Height, region.Width);

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)row + rowCount, Height);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)column + columnCount, Width);
        _inner.ReadBlock(_places[plane], _firstRow + row, rowCount, column, columnCount, destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }
    }
}
