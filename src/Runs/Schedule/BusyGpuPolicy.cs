namespace DeepWonder3D.Runs.Schedule;

/// <summary>What a run does while another program uses the GPU.</summary>
public enum BusyGpuPolicy
{
    /// <summary>Under <c>-Device Auto</c> the view is computed on the processor; a GPU that was named is waited for.</summary>
    StepDown,

    /// <summary>Waits until the GPU is free.</summary>
    Wait,

    /// <summary>Uses it all the same.</summary>
    Ignore,
}
