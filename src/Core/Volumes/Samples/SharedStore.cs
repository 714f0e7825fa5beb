namespace DeepWonder3D.Volumes;

/// <summary>The samples of another volume, as they are.</summary>
/// <param name="volume">The volume; it stays the caller's.</param>
internal sealed class SharedStore(Volume volume) : SampleStore(
    volume.SampleType, volume.FrameCount * volume.PlaneCount, volume.Height, volume.Width)
{
    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        volume.Store.ReadRows(plane, row, rowCount, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination) =>
        volume.Store.ReadBlock(plane, row, rowCount, column, columnCount, destination);

    protected override void Dispose(bool disposing)
    {
        // The volume is not ours.
    }
}
