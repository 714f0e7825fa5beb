using System.Globalization;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs.Watching;

/// <summary>How a recording's files looked, and since when they have looked like that.</summary>
/// <param name="Files">Each with its size and time.</param>
/// <param name="Since">When they were first seen so, on a clock that nobody can set.</param>
/// <param name="HasChanged">Whether they had looked different before.</param>
internal sealed record FileSnapshot(IReadOnlyList<string> Files, long Since, bool HasChanged)
{
    /// <summary>How the files of a recording look now.</summary>
    /// <exception cref="IOException">A file cannot be looked at.</exception>
    public static IReadOnlyList<string> Look(RecordingInput recording) =>
        [.. recording.Views.SelectMany(view => view.Files()).Select(Describe)];

    /// <summary>Whether nobody writes the files. Windows says so; elsewhere writers need not tell, and size and time must do.</summary>
    public static bool IsUnlocked(RecordingInput recording)
    {
        try
        {
            foreach (string path in recording.Views.SelectMany(view => view.Files()))
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Describe(string path)
    {
        FileInfo file = new(path);
        return string.Create(
            CultureInfo.InvariantCulture, $"{path}|{(file.Exists ? file.Length : -1)}|{(file.Exists ? file.LastWriteTimeUtc.Ticks : 0)}");
    }
}
