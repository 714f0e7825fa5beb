using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs;

/// <summary>How a run stands: what <c>summary.json</c> in the results folder holds, for scripts that watch over it.</summary>
public sealed record RunSummary
{
    /// <summary>How it stands.</summary>
    public required RunState State { get; init; }

    /// <summary>
    /// 0 all is there, 2 some recordings failed, 3 the run could not begin or go on, 4 another run has the folder, 5 stopped, 6 there was
    /// nothing to work on, 7 some recordings are of formats that are not read, 8 no recording had a neuron; null while it runs.
    /// </summary>
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

    /// <summary>Recordings whose results are there and hold no neuron, though neurons were looked for.</summary>
    public int WithoutNeuronsCount { get; init; }

    /// <summary>Recordings of formats that are known and not read.</summary>
    public int UnreadCount { get; init; }

    /// <summary>Those recordings, the first thousand, and how to convert them.</summary>
    public IReadOnlyList<UnreadFile> Unread { get; init => field = value as UnreadFile[] ?? [.. value]; } = [];

    /// <summary>Files with images that are no recordings of their own, such as projections.</summary>
    public int PassedOverCount { get; init; }

    /// <summary>Those files, the first thousand, with the reason.</summary>
    public IReadOnlyList<PassedFile> PassedOver { get; init => field = value as PassedFile[] ?? [.. value]; } = [];

    /// <summary>Recordings that are not complete yet, and are left to the next time.</summary>
    public IReadOnlyList<string> NotComplete { get; init => field = value as string[] ?? [.. value]; } = [];

    /// <summary>What may make results worse than they look, after the recording's name; the last thousand.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = value as string[] ?? [.. value]; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{State}: {Message}";
}

/// <summary>A recording whose results are missing.</summary>
/// <param name="Name">The recording.</param>
/// <param name="ErrorId">The error's id.</param>
/// <param name="Error">What went wrong, in words.</param>
public sealed record RecordingFailure(string Name, string ErrorId, string Error);

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

    /// <summary>It did what it could, and there are recordings of formats that are not read.</summary>
    DoneWithUnread,

    /// <summary>It did all there was to do, and found no neuron in any recording.</summary>
    NoNeurons,

    /// <summary>It ended, and there was nothing to work on.</summary>
    NothingDone,

    /// <summary>It was stopped.</summary>
    Stopped,

    /// <summary>It could not begin, or not go on.</summary>
    Failed,
}

/// <summary>What a run's end means to a scheduler. 1 is left to PowerShell, which ends with it after an error of its own.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int SomeFailed = 2;
    public const int CouldNotRun = 3;
    public const int InUse = 4;
    public const int Stopped = 5;
    public const int NothingDone = 6;
    public const int SomeUnread = 7;
    public const int NoNeurons = 8;
}
