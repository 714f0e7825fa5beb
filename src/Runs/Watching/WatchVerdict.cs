namespace DeepWonder3D.Runs.Watching;

/// <summary>What a watch does with a recording from now on.</summary>
internal enum WatchVerdict
{
    /// <summary>Nothing: its results are there.</summary>
    Done,

    /// <summary>Nothing until its files change: it cannot be used.</summary>
    SetAside,

    /// <summary>It is tried again: the fault may pass.</summary>
    Retry,
}
