using DeepWonder3D.Volumes;

namespace DeepWonder3D.Tests.Views;

/// <summary>Samples that are all zero, and a count of the rows that were read.</summary>
internal sealed class RowCountingStore(long planes, int height, int width) : SampleStore(SampleType.Float32, planes, height, width)
{
    private int _rowsRead;

    public int RowsRead => _rowsRead;

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        destination.Clear();
        Interlocked.Add(ref _rowsRead, rowCount);
    }

    protected override void Dispose(bool disposing)
    {
    }
}
