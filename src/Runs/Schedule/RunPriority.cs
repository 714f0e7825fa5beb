namespace DeepWonder3D.Runs.Schedule;

/// <summary>The priority of a run's process beside others.</summary>
public enum RunPriority
{
    /// <summary>Gives way to programs that people work with.</summary>
    BelowNormal,

    /// <summary>Runs when nothing else wants the processor.</summary>
    Idle,

    /// <summary>As the process was started.</summary>
    Unchanged,
}
