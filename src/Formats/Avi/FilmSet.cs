using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Avi;

/// <summary>Films of one folder whose names differ in their number alone: <c>0.avi</c>, <c>1.avi</c>, <c>10.avi</c>.</summary>
internal static partial class FilmSet
{
    /// <summary>The films of a folder that are one recording, in the order of their numbers.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="files">Its files.</param>
    /// <returns>None where there is no film.</returns>
    /// <exception cref="DeepWonderException">RecordingIncomplete: there are several, and nothing says which is meant.</exception>
    public static string[] Of(string folder, IEnumerable<string> files)
    {
        string[][] sets = [.. files.Where(IsFilm)
            .GroupBy(PrefixOf, StringComparer.OrdinalIgnoreCase)
            .Select(set => set.Order(NaturalOrder.Instance).ToArray())];
        if (sets.Length < 2)
        {
            return sets.Length == 0 ? [] : sets[0];
        }

        // The program of version 3 puts the film of the animal's behaviour beside the Miniscope's own.
        string[][] others = [.. sets.Where(s => !PrefixOf(s[0]).StartsWith("behav", StringComparison.OrdinalIgnoreCase))];
        return others.Length == 1
            ? others[0]
            : throw RecordingErrors.Several(
                folder, $"it holds {sets.Length} films: {string.Join(", ", sets.Take(8).Select(s => $"'{Path.GetFileName(s[0])}'"))}");
    }

    /// <summary>The films that a film belongs to, itself among them; only itself where it has no number.</summary>
    public static string[] Beside(string path)
    {
        string? folder = Path.GetDirectoryName(path);
        if (folder is null || !Name().Match(Path.GetFileName(path)).Groups["number"].Success)
        {
            return [path];
        }

        string prefix = PrefixOf(path);
        return [.. Directory.EnumerateFiles(folder)
            .Where(f => IsFilm(f) && PrefixOf(f).Equals(prefix, StringComparison.OrdinalIgnoreCase))
            .Order(NaturalOrder.Instance)];
    }

    /// <summary>The number that is missing in a set that should count on; null for none.</summary>
    public static long? MissingNumber(IReadOnlyList<string> files)
    {
        long[] numbers = [.. files
            .Select(f => Name().Match(Path.GetFileName(f)).Groups["number"])
            .Where(g => g.Success && g.Length < 18)
            .Select(g => long.Parse(g.ValueSpan, CultureInfo.InvariantCulture))];
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] > numbers[i - 1] + 1)
            {
                return numbers[i - 1] + 1;
            }
        }

        // The Miniscope's programs begin with 0 or 1.
        return numbers is [> 1, ..] && PrefixOf(files[0]).ToUpperInvariant() is ("" or "MSCAM") ? numbers[0] - 1 : null;
    }

    private static bool IsFilm(string path) =>
        Path.GetExtension(path).Equals(".avi", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');

    /// <summary>What stands before the number; the whole name where there is none.</summary>
    private static string PrefixOf(string path)
    {
        Match match = Name().Match(Path.GetFileName(path));
        return match.Groups["number"].Success ? match.Groups["prefix"].Value : Path.GetFileName(path);
    }

    [GeneratedRegex(@"^(?<prefix>.*?)(?<number>[0-9]+)\.avi$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
