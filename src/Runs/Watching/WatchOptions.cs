namespace DeepWonder3D.Runs.Watching;

/// <summary>What a watch looks for, and when it takes a recording for complete.</summary>
internal sealed record WatchOptions
{
    /// <summary>The folders that recordings come into.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>File names with <c>*</c> and <c>?</c> that are taken; null for all that end as recordings do.</summary>
    public string? Filter { get; init; }

    /// <summary>A recording is complete when its files have not changed for this long.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A recording is complete when a file of its name with this ending lies beside it, such as <c>.done</c>; null where nobody writes one.
    /// </summary>
    public string? Marker { get; init; }

    /// <summary>A recording is complete only with at least so many views.</summary>
    public int ViewCount { get; init; } = 1;

    /// <summary>Whether the files of each folder are one movie together.</summary>
    public bool AsMovie { get; init; }

    /// <summary>How often the folders are looked at.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the watch ends when what is there is done.</summary>
    public bool Once { get; init; }
}
