using System.Buffers;
using System.Runtime.InteropServices;
using DeepWonder3D.Work;

namespace DeepWonder3D.Volumes;

/// <summary>
/// A volume that a stage is filling: in memory while the budget lasts, in a scratch file past it. Disposing it before <see cref="Build"/>
/// drops what was written; after that the volume owns the samples.
/// </summary>
internal sealed class VolumeBuilder : IDisposable
{
    private WritableSampleStore? _store;

    public VolumeBuilder(VolumeInfo info, SampleType sampleType = SampleType.Float32)
        : this(info, NewStore(sampleType, checked(info.FrameCount * info.PlaneCount), info.Height, info.Width))
    {
    }

    /// <summary>Fills a store of the caller's choice, which the builder disposes of as if it were its own.</summary>
    public VolumeBuilder(VolumeInfo info, WritableSampleStore store)
    {
        Info = info;
        _store = store;
    }

    public VolumeInfo Info { get; }

    private WritableSampleStore Store => _store ?? throw new ObjectDisposedException(nameof(VolumeBuilder));

    /// <summary>
    /// Writes a block of one plane, shape (rowCount, columnCount). Blocks that do not overlap may be written at the same time.
    /// </summary>
    public void WriteBlock<T>(long frame, int plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<T> samples)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>, System.Numerics.IRootFunctions<T>
    {
        WritableSampleStore store = Store;
        long index = (frame * Info.PlaneCount) + plane;
        samples = samples[..checked(rowCount * columnCount)];
        if (typeof(T) == typeof(float) && store.SampleType == SampleType.Float32)
        {
            store.WriteBlock(index, row, rowCount, column, columnCount, MemoryMarshal.AsBytes(samples));
            return;
        }

        int bytes = checked(samples.Length * store.SampleType.SizeOf());
        byte[] raw = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            SampleTypes.Encode(store.SampleType, samples, raw.AsSpan(0, bytes));
            store.WriteBlock(index, row, rowCount, column, columnCount, raw.AsSpan(0, bytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
        }
    }

    /// <summary>Reads back a block that was written, shape (rowCount, columnCount), of a builder of 32-bit floats.</summary>
    public void ReadBlock(long frame, int plane, int row, int rowCount, int column, int columnCount, Span<float> destination)
    {
        WritableSampleStore store = Store;
        if (store.SampleType != SampleType.Float32)
        {
            throw new InvalidOperationException($"Samples of type {store.SampleType} cannot be gone on with.");
        }

        store.ReadBlock((frame * Info.PlaneCount) + plane, row, rowCount, column, columnCount, MemoryMarshal.AsBytes(destination[..checked(
            rowCount * columnCount)]));
    }

    /// <summary>Writes one plane, shape (Height, Width).</summary>
    public void WritePlane<T>(long frame, int plane, ReadOnlySpan<T> samples)
        where T : unmanaged, System.Numerics.IFloatingPoint<T>, System.Numerics.IRootFunctions<T> =>
        WriteBlock(frame, plane, 0, Info.Height, 0, Info.Width, samples);

    /// <summary>Hands the samples over to a volume whose history ends with <paramref name="step"/>.</summary>
    public Volume Build(HistoryStep step)
    {
        Volume volume = new(Info.After(step), Store);
        _store = null;
        return volume;
    }

    public void Dispose()
    {
        _store?.Dispose();
        _store = null;
    }

    /// <summary>An empty store: in memory while the budget lasts, in a scratch file past it.</summary>
    public static WritableSampleStore NewStore(SampleType sampleType, long planes, int height, int width)
    {
        long bytes = checked(planes * height * width * sampleType.SizeOf());
        return FitsMemory(bytes) ? new MemoryStore(sampleType, planes, height, width) : new ScratchStore(sampleType, planes, height, width);
    }

    private static bool FitsMemory(long bytes)
    {
        if (MemoryBudget.Allows(bytes))
        {
            return true;
        }

        // The volumes between two commands of a pipeline belong to nobody once their successor is made, and are freed by the collector;
        // before a result goes to disk for their sake, they go.
        if (bytes <= MemoryBudget.ForResults && MemoryBudget.Used > 0)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return MemoryBudget.Allows(bytes);
    }
}
