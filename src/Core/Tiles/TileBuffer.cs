using System.Runtime.InteropServices;

namespace DeepWonder3D.Tiles;

/// <summary>Samples handed to, or taken from, a network: unmanaged, aligned, made once and used for every tile.</summary>
internal sealed unsafe class TileBuffer : IDisposable
{
    private const int Alignment = 64;
    private float* _samples;

    public TileBuffer(int capacity)
    {
        Capacity = capacity;
        _samples = (float*)NativeMemory.AlignedAlloc(checked((nuint)capacity * sizeof(float)), Alignment);
    }

    ~TileBuffer() => Free();

    public int Capacity { get; }

    public nint Address => (nint)_samples;

    public Span<float> AsSpan(int length)
    {
        ObjectDisposedException.ThrowIf(_samples is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Capacity);
        return new Span<float>(_samples, length);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_samples);
        _samples = null;
    }
}
