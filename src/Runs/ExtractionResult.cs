namespace DeepWonder3D.Runs;

/// <summary>What a run made of one recording.</summary>
public sealed record ExtractionResult
{
    /// <summary>The recording's name, without its views.</summary>
    public required string Name { get; init; }

    /// <summary>What became of it.</summary>
    public required ExtractionState State { get; init; }

    /// <summary>
    /// Neurons found: in space where views were merged, and of all views together elsewhere; null where they were not looked for.
    /// </summary>
    public int? NeuronCount { get; init; }

    /// <summary>Views, 1 for a plain movie.</summary>
    public required int ViewCount { get; init; }

    /// <summary>The folder that holds the recording's results.</summary>
    public required string Path { get; init; }

    /// <summary>The recording's files.</summary>
    public required IReadOnlyList<string> Source { get; init => field = value as string[] ?? [.. value]; }

    /// <summary>How long this run worked on it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Steps that were computed now.</summary>
    public int StepsRun { get; init; }

    /// <summary>Steps whose results an earlier run had left.</summary>
    public int StepsReused { get; init; }

    /// <summary>What may make the results worse than they look.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value as string[] ?? [.. value]; } = [];

    /// <summary>The id of what went wrong; null where nothing did.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What went wrong, in words; null where nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>The failure itself, for the error record.</summary>
    internal Exception? Failure { get; init; }

    /// <inheritdoc/>
    public override string ToString() => State == ExtractionState.Failed ? $"{Name}: {Error}" : $"{Name}: {State}";
}

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
