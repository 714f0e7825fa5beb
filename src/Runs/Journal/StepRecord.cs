using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs.Journal;

/// <summary>A step that was finished: what it depended on, and what it made.</summary>
internal sealed record StepRecord
{
    /// <summary>The step's name, such as <c>view_113</c> or <c>neurons.nwb</c>.</summary>
    public required string Step { get; init; }

    /// <summary>All that the outputs depend on, by name: contents, parameters, models, the module's version.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>The recording's files that it read.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>The files that it made.</summary>
    public required IReadOnlyList<StepOutput> Outputs { get; init; }

    /// <summary>What may make its result worse than it looks.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Neurons in its result, where it has any to do with them.</summary>
    public int? NeuronCount { get; init; }

    /// <summary>The stages' own account with times and devices, which the results do not hold.</summary>
    public IReadOnlyList<Work.HistoryStep> History { get; init; } = [];

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset Ended { get; init; }

    /// <summary>How long it took, seconds.</summary>
    public double Seconds { get; init; }
}

/// <summary>A file that a step made.</summary>
/// <param name="File">Its path below the recording's folder, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its content's SHA-256; null for movies, which are known by their size.</param>
internal sealed record StepOutput(string File, long Bytes, string? Sha256);
