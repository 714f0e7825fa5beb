namespace DeepWonder3D.Volumes;

/// <summary>A store that a stage fills. Writing different rows from many threads is safe.</summary>
internal abstract class WritableSampleStore : SampleStore
{
    protected WritableSampleStore(SampleType type, long planeCount, int height, int width)
        : base(type, planeCount, height, width)
    {
    }

    /// <summary>Writes whole rows of one plane; <paramref name="source"/> holds <c>rowCount · RowBytes</c> bytes.</summary>
    public abstract void WriteRows(long plane, int row, int rowCount, ReadOnlySpan<byte> source);
}
