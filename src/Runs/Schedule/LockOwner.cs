using System.ComponentModel;
using System.Diagnostics;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>Who works on a results folder.</summary>
/// <param name="Host">The computer.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="ProcessStarted">When that process was started, UTC: numbers of processes come again.</param>
/// <param name="Beat">Counts up while it lives.</param>
internal sealed record LockOwner(string Host, int ProcessId, DateTime ProcessStarted, long Beat)
{
    /// <summary>This process.</summary>
    public static LockOwner Own()
    {
        using Process own = Process.GetCurrentProcess();
        return new LockOwner(Environment.MachineName, Environment.ProcessId, own.StartTime.ToUniversalTime(), 0);
    }

    /// <summary>Whether it is a process of this computer that lives; null where it is one of another computer.</summary>
    public bool? IsAlive()
    {
        if (!Host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            using Process process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (process.StartTime.ToUniversalTime() - ProcessStarted).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // Windows does not let everybody look at everybody's processes: one that is there counts as alive.
            return e is Win32Exception;
        }
    }

    public override string ToString() => $"process {ProcessId} on {Host}";
}
