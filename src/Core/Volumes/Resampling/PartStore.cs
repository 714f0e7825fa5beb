namespace DeepWonder3D.Volumes;

/// <summary>A block of a movie, read from the movie when it is read.</summary>
internal sealed class PartStore : SampleStore
{
    private readonly Volume _source;
    private readonly Region _part;

    private PartStore(Volume source, Region part)
        : base(source.SampleType, part.FrameCount, part.RowCount, part.ColumnCount) => (_source, _part) = (source, part);

    /// <summary>The block as a movie of its own, which leaves the other to its owner; of several planes the middle one.</summary>
    public static Volume View(Volume movie, Region part) => new(
        movie.Info with
        {
            FrameCount = part.FrameCount,
            PlaneCount = 1,
            Height = part.RowCount,
            Width = part.ColumnCount,
            FrameTimes = null,
            Missing = null,
            Recording = null,
        },
        new PartStore(movie, part));

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination) =>
        _source.Store.ReadBlock(
            ((_part.Frame + plane) * _source.PlaneCount) + (_source.PlaneCount / 2),
            _part.Row + row,
            rowCount,
            _part.Column + column,
            columnCount,
            destination);

    protected override void Dispose(bool disposing)
    {
    }
}
