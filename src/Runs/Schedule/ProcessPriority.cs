using System.ComponentModel;
using System.Diagnostics;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>
/// Lowers this process's priority until it is disposed. Unix lets only the administrator raise it again: there it stays low until the
/// process ends.
/// </summary>
internal sealed class ProcessPriority : IDisposable
{
    private readonly ProcessPriorityClass? _before;

    public ProcessPriority(RunPriority priority)
    {
        if (priority == RunPriority.Unchanged)
        {
            return;
        }

        using Process own = Process.GetCurrentProcess();
        _before = TrySet(own, priority == RunPriority.Idle ? ProcessPriorityClass.Idle : ProcessPriorityClass.BelowNormal);
    }

    public void Dispose()
    {
        if (_before is { } before)
        {
            using Process own = Process.GetCurrentProcess();
            TrySet(own, before);
        }
    }

    private static ProcessPriorityClass? TrySet(Process process, ProcessPriorityClass priority)
    {
        try
        {
            ProcessPriorityClass before = process.PriorityClass;
            if (before != priority)
            {
                process.PriorityClass = priority;
            }

            return before;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
