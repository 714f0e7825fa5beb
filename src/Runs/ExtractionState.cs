namespace DeepWonder3D.Runs;

/// <summary>What became of a recording.</summary>
public enum ExtractionState
{
    /// <summary>All results are there; something was computed for them.</summary>
    Done,

    /// <summary>All results were there already, from the same recording, settings and models.</summary>
    Unchanged,

    /// <summary>Results are missing; the error says why. What was finished is kept for the next start.</summary>
    Failed,
}
