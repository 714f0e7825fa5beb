using System.Text.RegularExpressions;
using DeepWonder3D.Files;
using DeepWonder3D.Formats.Recordings;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>Finds the recordings in folders and among files. No file is opened: the names tell.</summary>
internal static partial class RecordingDiscovery
{
    /// <summary>Stands for the views' numbers: no file's name holds it.</summary>
    public const string AnyView = "_view_*";

    /// <summary>
    /// The recordings that files and folders hold. Files whose names differ only in the number of <c>_view_&lt;id&gt;</c> are the views of
    /// one; <c>mouse.tif</c> beside them is none.
    /// </summary>
    /// <param name="paths">
    /// Files, taken whatever their ending; recordings' folders (Bruker, Thorlabs); folders of recordings, of which those that end as
    /// recordings do are taken.
    /// </param>
    /// <exception cref="Errors.DeepWonderException">
    /// <see cref="Errors.ErrorId.FileNotFound"/> or <see cref="Errors.ErrorId.FileReadFailed"/>: a folder cannot be listed.
    /// </exception>
    public static IReadOnlyList<RecordingInput> Find(IEnumerable<string> paths)
    {
        string[] items = [.. paths.SelectMany(Expand).Select(Path.GetFullPath).Distinct().Order(NaturalOrder.Instance)];
        return [.. items
            .GroupBy(SourceOf, StringComparer.Ordinal)
            .Select(views => new RecordingInput(
                RecordingName.Of(views.Key.Replace(AnyView, "", StringComparison.Ordinal)), views.Key, [.. views]))];
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }

        try
        {
            return RecordingKinds.IsRecordingFolder(path)
                ? [path]
                : Directory.GetFileSystemEntries(path).Where(p => RecordingKinds.Of(p) == RecordingKind.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static string SourceOf(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", ViewNumber().Replace(Path.GetFileName(path), AnyView, 1));

    [GeneratedRegex("_view_[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ViewNumber();
}

/// <summary>One recording that a run is to work on: a movie, or the views of one.</summary>
/// <param name="Name">Its name, without the views' numbers.</param>
/// <param name="Source">What tells it from others of that name: the full path, with <c>*</c> in place of the views' numbers.</param>
/// <param name="Paths">A file or a recording's folder for each view, in the natural order of their names.</param>
internal sealed record RecordingInput(string Name, string Source, IReadOnlyList<string> Paths)
{
    public override string ToString() => Name;
}
