namespace DeepWonder3D.Runs.Checking;

/// <summary>What came of a check.</summary>
public enum CheckState
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, and could be better.</summary>
    Warning,

    /// <summary>It does not work; the remedy says what to do.</summary>
    Problem,
}
