using System.Runtime.InteropServices;
using DeepWonder3D.Work;
using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Volumes;

/// <summary>
/// Samples in unmanaged memory: any length, freed at once on disposal, no burden to the garbage collector. The handle is counted during
/// every access, so that a volume disposed in mid-run ends that run with an exception and not the process with a fault.
/// </summary>
internal sealed unsafe class MemoryStore : WritableSampleStore
{
    private readonly NativeSamples _samples;

    public MemoryStore(SampleType type, long planeCount, int height, int width)
        : base(type, planeCount, height, width)
    {
        _samples = new NativeSamples(checked(planeCount * height * RowBytes));
    }

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        bool held = false;
        try
        {
            _samples.DangerousAddRef(ref held);
            Rows(plane, row, rowCount).CopyTo(destination);
        }
        finally
        {
            if (held)
            {
                _samples.DangerousRelease();
            }
        }
    }

    public override void WriteBlock(long plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<byte> source)
    {
        bool held = false;
        try
        {
            _samples.DangerousAddRef(ref held);
            CopyBlock(source, Rows(plane, row, rowCount), rowCount, column, columnCount);
        }
        finally
        {
            if (held)
            {
                _samples.DangerousRelease();
            }
        }
    }

    protected override void Dispose(bool disposing) => _samples.Dispose();

    private Span<byte> Rows(long plane, int row, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row + rowCount, Height);
        return new Span<byte>((byte*)_samples.DangerousGetHandle() + ((plane * Height) + row) * RowBytes, checked(rowCount * RowBytes));
    }

    private sealed class NativeSamples : SafeHandleZeroOrMinusOneIsInvalid
    {
        private readonly long _bytes;

        public NativeSamples(long bytes)
            : base(ownsHandle: true)
        {
            _bytes = Math.Max(bytes, 1);
            SetHandle((nint)NativeMemory.AllocZeroed(checked((nuint)_bytes)));
            MemoryBudget.Take(_bytes);
            GC.AddMemoryPressure(_bytes);
        }

        protected override bool ReleaseHandle()
        {
            NativeMemory.Free((void*)handle);
            MemoryBudget.Return(_bytes);
            GC.RemoveMemoryPressure(_bytes);
            return true;
        }
    }
}
