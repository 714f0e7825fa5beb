namespace DeepWonder3D.Runs.Recordings;

/// <summary>One recording that a run is to work on: a movie, or the views of one.</summary>
/// <param name="Name">Its name, without the views' numbers.</param>
/// <param name="Source">What tells it from others of that name: the full path, with <c>*</c> in place of the views' numbers.</param>
/// <param name="Paths">A file or a recording's folder for each view, in the natural order of their names.</param>
internal sealed record RecordingInput(string Name, string Source, IReadOnlyList<string> Paths)
{
    public override string ToString() => Name;
}
