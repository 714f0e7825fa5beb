namespace DeepWonder3D.Runs.Schedule;

/// <summary>How a run behaves beside the other programs of its computer.</summary>
internal sealed record ScheduleOptions
{
    /// <summary>The process's priority while it works; null leaves it.</summary>
    public RunPriority Priority { get; init; } = RunPriority.BelowNormal;

    /// <summary>The hours in which no view is begun; null for none.</summary>
    public HourWindow? NotBetween { get; init; }

    /// <summary>What to do while another program uses the GPU.</summary>
    public BusyGpuPolicy WhenGpuBusy { get; init; } = BusyGpuPolicy.StepDown;

    /// <summary>The clock; tests have their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
