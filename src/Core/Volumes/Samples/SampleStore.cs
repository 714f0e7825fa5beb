using System.Buffers;

namespace DeepWonder3D.Volumes;

/// <summary>
/// Where samples live: a file, memory, or a scratch file. Planes are numbered over all frames and depths
/// (<c>frame · planes-a-frame + plane</c>), each row-major without gaps, in the host's byte order. Reading is safe from many threads.
/// </summary>
internal abstract class SampleStore : IDisposable
{
    protected SampleStore(SampleType type, long planeCount, int height, int width)
    {
        SampleType = type;
        PlaneCount = planeCount;
        Height = height;
        Width = width;
    }

    public SampleType SampleType { get; }

    /// <summary>Planes over all frames and depths.</summary>
    public long PlaneCount { get; }

    public int Height { get; }

    public int Width { get; }

    public int RowBytes => checked(Width * SampleType.SizeOf());

    /// <summary>Reads whole rows of one plane; <paramref name="destination"/> holds <c>rowCount · RowBytes</c> bytes.</summary>
    public abstract void ReadRows(long plane, int row, int rowCount, Span<byte> destination);

    /// <summary>
    /// Reads a block of one plane; <paramref name="destination"/> holds <c>rowCount · columnCount</c> samples without gaps.
    /// </summary>
    public virtual void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        if (columnCount == Width)
        {
            ReadRows(plane, row, rowCount, destination);
            return;
        }

        int size = SampleType.SizeOf();
        int bytes = checked(rowCount * RowBytes);
        byte[] rows = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            ReadRows(plane, row, rowCount, rows.AsSpan(0, bytes));
            for (int y = 0; y < rowCount; y++)
            {
                rows.AsSpan((y * RowBytes) + (column * size), columnCount * size).CopyTo(destination[(y * columnCount * size)..]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
