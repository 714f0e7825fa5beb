namespace DeepWonder3D.Volumes;

/// <summary>A store that a stage fills. Writing different rows from many threads is safe.</summary>
internal abstract class WritableSampleStore : SampleStore
{
    protected WritableSampleStore(SampleType type, long planeCount, int height, int width)
        : base(type, planeCount, height, width)
    {
    }

    /// <summary>Writes a block of one plane; <paramref name="source"/> holds <c>rowCount · columnCount</c> samples without gaps.</summary>
    public abstract void WriteBlock(long plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<byte> source);

    /// <summary>Copies a block without gaps into rows that start at <paramref name="rows"/>.</summary>
    protected void CopyBlock(ReadOnlySpan<byte> source, Span<byte> rows, int rowCount, int column, int columnCount)
    {
        int size = SampleType.SizeOf();
        int run = columnCount * size;
        for (int y = 0; y < rowCount; y++)
        {
            source.Slice(y * run, run).CopyTo(rows[((y * RowBytes) + (column * size))..]);
        }
    }
}
