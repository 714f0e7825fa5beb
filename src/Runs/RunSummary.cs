namespace DeepWonder3D.Runs;

/// <summary>How a run stands: what <c>summary.json</c> in the results folder holds, for scripts that watch over it.</summary>
public sealed record RunSummary
{
    /// <summary>How it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>0 all is there, 2 some recordings failed, 3 the run could not begin or go on, 4 another run has the folder, 5 stopped; null while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What it is doing, waiting for, or why it ended, in words.</summary>
    public required string Message { get; init; }

    /// <summary>The results folder.</summary>
    public required string OutputPath { get; init; }

    /// <summary>The computer.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The process.</summary>
    public int ProcessId { get; init; } = Environment.ProcessId;

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset Written { get; init; }

    /// <summary>Recordings whose results were made.</summary>
    public int DoneCount { get; init; }

    /// <summary>Recordings whose results were there.</summary>
    public int UnchangedCount { get; init; }

    /// <summary>Recordings whose results are missing.</summary>
    public int FailedCount { get; init; }

    /// <summary>Those recordings, the last thousand.</summary>
    public IReadOnlyList<RecordingFailure> Failures { get; init => field = value as RecordingFailure[] ?? [.. value]; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{State}: {Message}";
}
