using System.Security.Cryptography;
using System.Text;
using DeepWonder3D.Figures;
using DeepWonder3D.Files;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs.Files;

/// <summary>The folder of one recording's results, and where in it everything lies.</summary>
internal sealed class RecordingFolder
{
    /// <summary>
    /// Longer names are cut: with the results folder and the files' names, a path stays below the 260 characters that some Windows programs
    /// take.
    /// </summary>
    private const int MostCharacters = 80;

    private const string ClaimName = "recording.json";

    // Names that Windows keeps for devices, whatever their ending; and those of a run's own files.
    private static readonly HashSet<string> s_own = new(
        ["run.lock", "run.owner.json", "run.reserve", "summary.json", "log.txt", "log.jsonl", "stop", "watch"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(0, 10).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })],
        StringComparer.OrdinalIgnoreCase);

    private RecordingFolder(string path) => Root = path;

    public string Root { get; }

    public string Journal => Path.Combine(Root, "journal");

    public string Movies => Path.Combine(Root, "movies");

    public string RunFile => Path.Combine(Root, "run.json");

    /// <summary>
    /// The folder of a recording, which is made where it is missing. A folder of that name that belongs to another recording is left alone.
    /// </summary>
    /// <param name="results">The results folder.</param>
    /// <param name="recording">The recording.</param>
    /// <exception cref="Errors.DeepWonderException">DiskFull or FileWriteFailed.</exception>
    public static RecordingFolder Claim(string results, RecordingInput recording)
    {
        string mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(recording.Source)))[..8].ToLowerInvariant();
        string name = SafeName(recording.Name);
        bool isCut = name.Length > MostCharacters || s_devices.Contains(name.Split('.')[0]) || s_own.Contains(name);
        name = name.Length > MostCharacters ? name[..MostCharacters].TrimEnd(' ', '.') : name;
        string[] candidates = isCut ? [$"{name}~{mark}"] : [name, $"{name}~{mark}"];
        try
        {
            foreach (string candidate in candidates)
            {
                string path = Path.Combine(results, candidate);
                RecordingClaim? claim = ReadClaim(path);
                if (claim is not null && !IsSame(claim.Source, recording.Source))
                {
                    continue;
                }

                Directory.CreateDirectory(Path.Combine(path, "journal"));
                if (claim is null)
                {
                    RunJson.Write(Path.Combine(path, "journal", ClaimName), new RecordingClaim(recording.Source));
                }

                return new RecordingFolder(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(Path.Combine(results, candidates[0]), e);
        }

        throw new InvalidOperationException($"Two recordings have the mark {mark}: '{recording.Source}'.");
    }

    /// <summary>The full path of a file below this folder.</summary>
    public string Full(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>A file's path below this folder, with <c>/</c>.</summary>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    public bool IsMovie(string path) => path.StartsWith(Movies + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string SafeName(string name)
    {
        string safe = FigureFile.Safe(name).TrimEnd(' ', '.').TrimStart(' ');
        return safe.Length == 0 ? "recording" : safe;
    }

    private static RecordingClaim? ReadClaim(string path)
    {
        string file = Path.Combine(path, "journal", ClaimName);
        try
        {
            return File.Exists(file)
                ? System.Text.Json.JsonSerializer.Deserialize<RecordingClaim>(File.ReadAllBytes(file), RunJson.Options)
                : null;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static bool IsSame(string source, string other) =>
        string.Equals(source, other, OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whose results a folder holds.</summary>
/// <param name="Source">What tells the recording from others of its name.</param>
internal sealed record RecordingClaim(string Source);
