using DeepWonder3D.Volumes;

namespace DeepWonder3D.Tests.Volumes;

/// <summary>Samples of any number, all 0, that take no room; tells which plane is asked for.</summary>
internal sealed class GeneratedStore(SampleType type, long planes, int height, int width, Action<long> onRead) : SampleStore(type, planes, height, width)
{
    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        onRead(plane);
        destination[..(rowCount * RowBytes)].Clear();
    }

    protected override void Dispose(bool disposing)
    {
    }
}
