using DeepWonder3D.Errors;
using Id = DeepWonder3D.Errors.ErrorId;

namespace DeepWonder3D.Runs.Watching;

/// <summary>What a watch knows of a recording that it has worked on.</summary>
internal sealed record WatchRecord
{
    private const int MostAttempts = 3;

    /// <summary>The recording's source.</summary>
    public required string Source { get; init; }

    /// <summary>Its files with sizes and times, as they were.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required WatchVerdict Verdict { get; init; }

    /// <summary>How often it was tried and could not be read.</summary>
    public int Attempts { get; init; }

    /// <summary>What was wrong, in words.</summary>
    public string? Reason { get; init; }

    public string? ErrorId { get; init; }

    /// <summary>What the run was told.</summary>
    public string? Settings { get; init; }

    /// <summary>Neurons found; null where they were not looked for.</summary>
    public int? NeuronCount { get; init; }

    public DateTimeOffset Time { get; init; }

    /// <summary>Judges a recording by what a run made of it.</summary>
    /// <param name="before">What was known before; null for nothing, or where the files have changed since.</param>
    /// <param name="source">The recording's source.</param>
    /// <param name="files">Its files, as they were.</param>
    /// <param name="result">What the run made of it.</param>
    public static WatchRecord Of(WatchRecord? before, string source, IReadOnlyList<string> files, ExtractionResult result)
    {
        int attempts = (before?.Attempts ?? 0) + (IsReadingFault(result.Failure) ? 1 : 0);
        return new WatchRecord
        {
            Source = source,
            Files = files,
            Attempts = attempts,
            Verdict = result.State != ExtractionState.Failed ? WatchVerdict.Done
                : IsFaultOfTheComputer(result.Failure) || (IsReadingFault(result.Failure) && attempts < MostAttempts)
                    ? WatchVerdict.Retry
                    : WatchVerdict.SetAside,
            Reason = result.Error,
            ErrorId = result.ErrorId,
            NeuronCount = result.NeuronCount,
            Time = DateTimeOffset.Now,
        };
    }

    /// <summary>What is no recording's fault: it is tried again however long it takes.</summary>
    private static bool IsFaultOfTheComputer(Exception? failure) => failure is DeepWonderException
    {
        Id: Id.DiskFull or Id.FileWriteFailed or Id.DeviceUnavailable or Id.RuntimeUnavailable or Id.RecordingChanged
            or Id.ModelNotFound or Id.ModelInvalid or Id.DrawingUnavailable,
    };

    /// <summary>What may be the recording's fault or pass: it is tried a few times.</summary>
    private static bool IsReadingFault(Exception? failure) => failure is not DeepWonderException known
        ? failure is not null
        : known.Id is Id.FileReadFailed or Id.FileNotFound or Id.InferenceFailed or Id.MemoryLimitExceeded;
}

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
