using DeepWonder3D.Inference;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>Waits before work until the hour and the GPU allow it.</summary>
/// <param name="options">When and how to wait.</param>
/// <param name="tell">Told what is waited for, and null when work goes on.</param>
internal sealed class WaitConditions(ScheduleOptions options, Action<string?> tell)
{
    private int _onGpu;

    /// <summary>How a GPU's use is asked for; tests answer themselves.</summary>
    public Func<int, GpuUse?> AskGpu { get; init; } = GpuUse.Ask;

    /// <summary>How often to look.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Whether there is a GPU that <c>Auto</c> would take; tests answer themselves.</summary>
    public Func<bool> HasGpu { get; init; } = () => ExecutionProviders.IsInstalled(DeviceKind.Cuda);

    /// <summary>Waits while the clock on the wall shows hours in which nothing may begin. It is looked at often: clocks are set.</summary>
    public void WaitForHour(IStageObserver observer, CancellationToken token)
    {
        bool told = false;
        while (options.NotBetween?.Contains(TimeOnly.FromDateTime(options.Clock.GetLocalNow().DateTime)) == true)
        {
            if (!told)
            {
                string message = $"No work is begun from {options.NotBetween}: waiting.";
                observer.Verbose(message);
                tell(message);
                told = true;
            }

            Pause(token);
        }

        WorkGoesOn(told);
    }

    /// <summary>The device to compute the next view on: what was asked for, once it is free, or the processor instead.</summary>
    /// <returns>The device, and what to call when the view is done.</returns>
    public (DeviceRequest Device, Action Done) ChooseDevice(DeviceRequest asked, IStageObserver observer, CancellationToken token)
    {
        bool wantsGpu = asked.Kind is DeviceKind.Cuda or DeviceKind.TensorRt || (asked.Kind is null && HasGpu());
        if (!wantsGpu)
        {
            return (asked, () => { });
        }

        bool told = false;

        // What this run computes there itself is nobody else's.
        while (options.WhenGpuBusy != BusyGpuPolicy.Ignore
            && Volatile.Read(ref _onGpu) == 0
            && Busiest(asked.Index ?? 0) is { IsBusy: true } use)
        {
            if (options.WhenGpuBusy == BusyGpuPolicy.StepDown && asked.Kind is null)
            {
                observer.Warn($"Another program uses the GPU ({use}): this view is computed on the processor.");
                return (new DeviceRequest(DeviceKind.Cpu, 0), () => { });
            }

            if (!told)
            {
                string message = $"Another program uses the GPU ({use}): waiting until it is free.";
                observer.Verbose(message);
                tell(message);
                told = true;
            }

            Pause(token);
        }

        WorkGoesOn(told);
        Interlocked.Increment(ref _onGpu);
        return (asked, () => Interlocked.Decrement(ref _onGpu));
    }

    private void WorkGoesOn(bool waited)
    {
        if (waited)
        {
            tell(null);
        }
    }

    /// <summary>The busier of two looks: a program that records uses the GPU in bursts.</summary>
    private GpuUse? Busiest(int index)
    {
        GpuUse? first = AskGpu(index);
        return first is null or { IsBusy: true } ? first : AskGpu(index);
    }

    private void Pause(CancellationToken token)
    {
        token.WaitHandle.WaitOne(Interval);
        token.ThrowIfCancellationRequested();
    }
}
