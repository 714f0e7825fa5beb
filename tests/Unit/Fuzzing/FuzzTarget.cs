namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>
/// A reader that is given malformed files: whatever the bytes, it must end soon, in little memory, with a result or a
/// <see cref="Errors.DeepWonderException"/>.
/// </summary>
/// <param name="Name">The format, which is also the name of its folder in the corpus.</param>
/// <param name="File">The name under which the bytes are laid into a folder.</param>
/// <param name="Read">The reader, given the file's path.</param>
internal sealed record FuzzTarget(string Name, string File, Action<string> Read)
{
    /// <summary>Sound files that our own writers make.</summary>
    public Func<IEnumerable<byte[]>> Seeds { get; init; } = () => [];

    /// <summary>What else stands in the folder, by name.</summary>
    public Func<IEnumerable<(string Name, byte[] Content)>> Beside { get; init; } = () => [];

    /// <summary>Whether the files are zips, whose members are then changed one by one, so that what is inside them is reached.</summary>
    public bool IsZip { get; init; }

    /// <summary>Sound files: those of our writers, and those of others in the corpus.</summary>
    public IReadOnlyList<byte[]> SoundFiles() => [.. Seeds(), .. FuzzCorpus.Files(Name, isSound: true).Select(System.IO.File.ReadAllBytes)];

    public override string ToString() => Name;
}
