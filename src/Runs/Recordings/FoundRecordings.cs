namespace DeepWonder3D.Runs.Recordings;

/// <summary>What lies in folders that a run is to work through.</summary>
/// <param name="Recordings">What is to be worked on.</param>
internal sealed record FoundRecordings(IReadOnlyList<RecordingInput> Recordings)
{
    /// <summary>Files that hold images and are no recordings of their own, and why.</summary>
    public IReadOnlyList<PassedFile> PassedOver { get; init; } = [];

    /// <summary>Recordings of formats that are known and not read.</summary>
    public IReadOnlyList<UnreadFile> Unread { get; init; } = [];

    /// <summary>Files that are still written, or may be: nobody has looked twice. What they are part of waits for them.</summary>
    public IReadOnlyList<ChangingFile> Changing { get; init; } = [];

    /// <summary>What else lies there, in words; null where nothing does.</summary>
    public string? Others { get; init; }

    /// <summary>What of it a choice of names keeps: recordings of which one view fits, and files that fit.</summary>
    /// <param name="fits">Whether a file's name fits.</param>
    public FoundRecordings Where(Func<string, bool> fits)
    {
        bool Fits(string path) => fits(System.IO.Path.GetFileName(path));
        return this with
        {
            Recordings = [.. Recordings.Where(r => r.Paths.Any(Fits))],
            PassedOver = [.. PassedOver.Where(f => Fits(f.Path))],
            Unread = [.. Unread.Where(f => Fits(f.Path))],
            Changing = [.. Changing.Where(f => Fits(f.Path))],
        };
    }
}

/// <summary>A file that is still written, or may be.</summary>
/// <param name="Path">The file.</param>
/// <param name="HasChanged">Whether it was seen to change; else it was only seen once.</param>
internal sealed record ChangingFile(string Path, bool HasChanged);

/// <summary>A file that a run passes over.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why; goes on after "it".</param>
public sealed record PassedFile(string Path, string Reason);

/// <summary>A recording of a format that is known and not read.</summary>
/// <param name="Path">The file.</param>
/// <param name="What">What it is, such as "a Zeiss ZEN recording (CZI)".</param>
/// <param name="Advice">How to convert it.</param>
public sealed record UnreadFile(string Path, string What, string Advice);
