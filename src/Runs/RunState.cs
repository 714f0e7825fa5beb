namespace DeepWonder3D.Runs;

/// <summary>How a run stands, or how it ended.</summary>
public enum RunState
{
    /// <summary>It works, or it died while it did: see the process that the summary names.</summary>
    Running,

    /// <summary>It waits: for the hour, for the GPU, or for a folder to come back.</summary>
    Waiting,

    /// <summary>It did all there was to do.</summary>
    Done,

    /// <summary>It ended, and results of some recordings are missing.</summary>
    DoneWithFailures,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>It could not begin, or not go on.</summary>
    Failed,
}
