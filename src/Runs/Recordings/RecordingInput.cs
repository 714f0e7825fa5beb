using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Recordings;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>One recording that a run is to work on: a movie, or the views of one.</summary>
/// <param name="Name">Its name, without the views' numbers.</param>
/// <param name="Source">What tells it from others of that name: the full path, with <c>*</c> in place of the views' numbers.</param>
/// <param name="Views">Its views, in the natural order of their names; one for a plain movie.</param>
internal sealed record RecordingInput(string Name, string Source, IReadOnlyList<ViewInput> Views)
{
    /// <summary>A file or a recording's folder for each view.</summary>
    public IReadOnlyList<string> Paths => [.. Views.Select(view => view.Path)];

    public override string ToString() => Name;
}

/// <summary>One view of a recording as it lies on the disk.</summary>
/// <param name="Path">Its file, the first of its files, or the folder that holds them.</param>
/// <param name="Parts">Its files where it has several, in the order of time; empty for one file, and for a folder.</param>
/// <param name="IsSequence">
/// Whether the files follow each other because their names or the caller say so; else the first one says it.
/// </param>
internal sealed record ViewInput(string Path, IReadOnlyList<string> Parts, bool IsSequence = false)
{
    /// <summary>A view of one file or folder.</summary>
    public ViewInput(string path)
        : this(path, [])
    {
    }

    /// <summary>Why the files cannot be put together; null where they can.</summary>
    public string? Fault { get; init; }

    /// <summary>Opens the view.</summary>
    /// <inheritdoc cref="VolumeReader.Open"/>
    public Volume Open(VolumeReadOptions options, CancellationToken token) =>
        Fault is not null ? throw RecordingErrors.Incomplete(Path, Fault)
        : IsSequence ? VolumeReader.OpenMovie(Parts, options, token)
        : VolumeReader.Open(Path, options, token);

    /// <summary>The files as far as they are known without opening one: all of a folder's, those in its folders too.</summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public IReadOnlyList<string> Files() => Directory.Exists(Path) && !IsSequence
        ? [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : Parts.Count > 0 ? Parts : [Path];
}
