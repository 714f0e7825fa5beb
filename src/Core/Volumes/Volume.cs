using System.Buffers;
using System.Runtime.InteropServices;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Volumes;

/// <summary>
/// One recording, axes T, Z, Y, X (one plane for a view's movie). Samples are read on demand from the file or from the store that a stage
/// filled; nothing is held that was not asked for. Reading is safe from many threads.
/// </summary>
public sealed class Volume : IDisposable
{
    private readonly VolumeInfo _info;
    private readonly SampleStore _store;
    private volatile bool _disposed;
    private volatile CheckedVolume? _checked;

    internal Volume(VolumeInfo info, SampleStore store)
    {
        if (info.Height != store.Height || info.Width != store.Width || info.FrameCount * info.PlaneCount != store.PlaneCount)
        {
            throw new ArgumentException(
                $"The store holds {store.PlaneCount} planes of {store.Height} × {store.Width}, not {info}.", nameof(store));
        }

        if (info.FrameTimes is { } times && times.Length != info.FrameCount)
        {
            throw new ArgumentException($"There are {times.Length} times of {info.FrameCount} frames.", nameof(info));
        }

        _info = info;
        _store = store;
    }

    /// <summary>The recording's name: the file's without its ending.</summary>
    public string Name => _info.Name;

    /// <summary>The axes, slowest first: <c>TYX</c> for a movie, <c>TZYX</c> for a movie of volumes, <c>ZYX</c> for one volume.</summary>
    public string Axes => (FrameCount, PlaneCount) switch { (_, 1) => "TYX", (1, _) => "ZYX", _ => "TZYX" };

    /// <summary>Frames in time.</summary>
    public long FrameCount => _info.FrameCount;

    /// <summary>Planes in depth; 1 for a view's movie.</summary>
    public int PlaneCount => _info.PlaneCount;

    /// <summary>Rows.</summary>
    public int Height => _info.Height;

    /// <summary>Columns.</summary>
    public int Width => _info.Width;

    /// <summary>The type in which the samples are stored; they are read as 32-bit floats.</summary>
    public SampleType SampleType => _store.SampleType;

    /// <summary>Frames (volumes) a second, where known.</summary>
    public double? FrameRate => _info.FrameRate;

    /// <summary>
    /// When each frame was taken, seconds after the first, where frames did not come evenly; null where the rate says it all or nothing is
    /// known. <see cref="FrameRate"/> is that between pauses.
    /// </summary>
    public double[]? FrameTimes => _info.FrameTimes;

    /// <summary>
    /// Seconds from one row of a plane to the next, of scanned recordings; 0 where all rows are exposed at once. Null where it is unknown.
    /// </summary>
    public double? RowPeriodS => _info.RowPeriodS;

    /// <summary>
    /// Seconds from a frame's time to the start of this plane, of one plane of a scanned volume; null where it is unknown or there are
    /// several planes.
    /// </summary>
    public double? FrameOffsetS => _info.FrameOffsetS;

    /// <summary>Width of a pixel in the object, µm, where known.</summary>
    public double? PixelSizeUm => _info.PixelSizeUm;

    /// <summary>Height of a pixel in the object, µm, where known; that of a square one unless the recording says otherwise.</summary>
    public double? PixelHeightUm => PixelSizeUm * PixelAspect;

    /// <summary>Distance between planes in the object, µm, where known.</summary>
    public double? PlaneStepUm => _info.PlaneStepUm;

    /// <summary>Frames and pixels that are known to be no data; null where none is.</summary>
    public MissingData? Missing => _info.Missing;

    /// <summary>How the tissue moved in the recording before its motion was taken out; null where that was not done.</summary>
    public TissueMotion? Motion => _info.Motion;

    /// <summary>The view's number, from <c>_view_&lt;id&gt;</c> in the file's name, where known.</summary>
    public int? ViewId => _info.ViewId;

    /// <summary>The file the recording came from.</summary>
    public string? SourcePath => _info.SourcePath;

    /// <summary>Size of the samples, bytes.</summary>
    public long SizeBytes => _store.PlaneCount * Height * _store.RowBytes;

    /// <summary>What the recording has gone through, oldest first.</summary>
    public IReadOnlyList<HistoryStep> History => _info.History;

    /// <summary>
    /// The volume that the samples were recorded as, before any network, with its own frames and pixels; the volume itself where none has
    /// been at work. Null where that is not known: a processed movie that was opened from a file. Traces are measured in it.
    /// </summary>
    public Volume? Recording => Link?.Volume;

    /// <summary>The recording and how its pixels lie in this volume.</summary>
    internal RecordingLink? Link =>
        _info.Recording ?? (_info.History.Any(step => step.Model is not null) ? null : new RecordingLink(this, 1));

    internal VolumeInfo Info => _info;

    /// <summary>Height of a pixel over its width; known where sizes are not.</summary>
    internal double PixelAspect => _info.PixelAspect;

    /// <summary>What a stage starts from when it says what it made of this volume: the same, and the recording behind it.</summary>
    internal VolumeInfo Derived => _info with { Recording = Link, IsChecked = IsChecked, IsComputed = true };

    /// <summary>Whether defects were looked for in it, and those that were found are bridged.</summary>
    internal bool IsChecked => _info.IsChecked || _checked?.Volume == this;

    /// <summary>The volume with its defects bridged, once it was looked through; the volume itself where there were none.</summary>
    internal CheckedVolume? Checked
    {
        get => _checked;
        set => _checked = value;
    }

    /// <summary>The same for a stage that changes the pixels.</summary>
    /// <param name="height">The new rows.</param>
    /// <param name="width">The new columns.</param>
    /// <param name="factor">New pixels an old one.</param>
    internal VolumeInfo InPixels(int height, int width, PixelScale factor) => _info with
    {
        Height = height,
        Width = width,
        IsChecked = IsChecked,
        IsComputed = true,
        PixelSizeUm = PixelSizeUm / factor.Columns,
        PixelAspect = PixelAspect * factor.Columns / factor.Rows,
        Missing = Missing?.InPixels((Height, Width), (height, width)),
        CellSize = _info.CellSize?.InPixels(factor.Columns),
        RowPeriodS = RowPeriodS / factor.Rows,
        Recording = Link is { } link ? link with { PixelScale = link.PixelScale * factor } : null,
    };

    internal SampleStore Store
    {
        get
        {
            if (_disposed)
            {
                throw new DeepWonderException(
                    ErrorId.VolumeDisposed, $"The volume '{Name}' was disposed.", Name, "Import or compute it again.");
            }

            return _store;
        }
    }

    internal long VoxelCount => FrameCount * PlaneCount * Height * Width;

    /// <summary>Reads one plane.</summary>
    /// <param name="frame">The frame, from 0.</param>
    /// <param name="plane">The plane in depth, from 0.</param>
    /// <returns>The samples, shape (Height, Width).</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such frame or plane.</exception>
    public float[,] GetPlane(long frame, int plane = 0)
    {
        float[,] samples = new float[Height, Width];
        ReadRows(frame, plane, 0, Height, MemoryMarshal.CreateSpan(ref samples[0, 0], samples.Length));
        return samples;
    }

    /// <summary>Frees the memory or the scratch file of the samples.</summary>
    public void Dispose()
    {
        _disposed = true;
        _store.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({FrameCount} × {PlaneCount} × {Height} × {Width})";

    /// <summary>Reads a block of one plane as <typeparamref name="T"/> (float or double), shape (rowCount, columnCount).</summary>
    internal void ReadBlock<T>(long frame, int plane, int row, int rowCount, int column, int columnCount, Span<T> destination)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)frame, (ulong)FrameCount, nameof(frame));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)plane, (uint)PlaneCount, nameof(plane));
        SampleStore store = Store;
        long index = (frame * PlaneCount) + plane;
        int count = checked(rowCount * columnCount);
        if (typeof(T) == typeof(float) && SampleType == SampleType.Float32)
        {
            store.ReadBlock(index, row, rowCount, column, columnCount, MemoryMarshal.AsBytes(destination[..count]));
            return;
        }

        int bytes = checked(count * SampleType.SizeOf());
        byte[] raw = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            store.ReadBlock(index, row, rowCount, column, columnCount, raw.AsSpan(0, bytes));
            SampleTypes.Decode(SampleType, raw.AsSpan(0, bytes), destination[..count]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <summary>Reads whole rows of one plane as <typeparamref name="T"/> (float or double), shape (rowCount, Width).</summary>
    internal void ReadRows<T>(long frame, int plane, int row, int rowCount, Span<T> destination)
        where T : unmanaged, System.Numerics.INumberBase<T> => ReadBlock(frame, plane, row, rowCount, 0, Width, destination);

    /// <summary>Reads one plane as <typeparamref name="T"/> (float or double), shape (Height, Width).</summary>
    internal void ReadPlane<T>(long frame, int plane, Span<T> destination)
        where T : unmanaged, System.Numerics.INumberBase<T> => ReadBlock(frame, plane, 0, Height, 0, Width, destination);
}
