using System.Collections.Concurrent;

namespace DeepWonder3D.Inference;

/// <summary>
/// Lets one run at a time onto a GPU. Views that are worked on side by side take turns there, tile by tile: at once they would need their
/// memory at once, and one run fills the device. The processor's gate is always open; its runs share the cores.
/// </summary>
internal readonly struct DeviceGate
{
    private static readonly ConcurrentDictionary<(bool IsDirectX, int Index), SemaphoreSlim> s_gates = new();

    private readonly SemaphoreSlim? _free;

    private DeviceGate(SemaphoreSlim? free) => _free = free;

    /// <summary>The gate of a device, the same for CUDA and TensorRT on one GPU; the processor's is always open.</summary>
    public static DeviceGate Of(DeviceKind kind, int index) => kind == DeviceKind.Cpu
        ? default
        : new DeviceGate(s_gates.GetOrAdd((kind == DeviceKind.DirectML, index), static _ => new SemaphoreSlim(1, 1)));

    /// <summary>Waits for the device.</summary>
    /// <returns>Gives it to the next when disposed of.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDisposable? Enter(CancellationToken token)
    {
        if (_free is null)
        {
            return null;
        }

        _free.Wait(token);
        return new Turn(_free);
    }

    private sealed class Turn(SemaphoreSlim free) : IDisposable
    {
        private SemaphoreSlim? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Release();
    }
}
