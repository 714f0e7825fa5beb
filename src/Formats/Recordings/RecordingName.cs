using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Recordings;

/// <summary>What a recording's file name tells.</summary>
internal static partial class RecordingName
{
    private static readonly string[] s_doubleEndings = [".ome"];

    /// <summary>The name without its folder and its ending, such as <c>.tif</c> or <c>.ome.tif</c>; a folder's whole name.</summary>
    public static string Of(string path)
    {
        if (Directory.Exists(path))
        {
            return Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        }

        string stem = Path.GetFileNameWithoutExtension(path);
        string? ending = s_doubleEndings.FirstOrDefault(
            e => stem.EndsWith(e, StringComparison.OrdinalIgnoreCase) && stem.Length > e.Length);
        return ending is null ? stem : stem[..^ending.Length];
    }

    /// <summary>The name of one of several recordings in a file.</summary>
    public static string Of(string path, string? position) => position is null
        ? Of(path)
        : $"{Of(path)}_{string.Join('_', position.Split([.. Path.GetInvalidFileNameChars(), .. "<>:\"/\\|?* "]))}";

    /// <summary>The view's number, from <c>_view_&lt;id&gt;</c> in the name; null where it is not there.</summary>
    public static int? ViewIdOf(string path) =>
        ViewIdPattern().Match(Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : null;

    [GeneratedRegex("_view_([0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ViewIdPattern();
}
