namespace DeepWonder3D.Runs.Checking;

/// <summary>What was checked, what was found, and how to mend it.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="State">What came of it.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What to do; null where all is well.</param>
public sealed record CheckResult(string Name, CheckState State, string Message, string? Remedy = null);

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
