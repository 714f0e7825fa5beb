using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepWonder3D.Accuracy;

/// <summary>
/// Results that were measured before, by trial and models, in one JSON file. Every result is written at once, beside what another run of
/// this program may have written meanwhile.
/// </summary>
internal sealed class ResultCache(string path)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    private readonly string _path = path;
    private SortedDictionary<string, TrialResult> _results = Read(path);

    /// <summary>What was measured under a key; null for nothing.</summary>
    public TrialResult? Find(string key) => _results.GetValueOrDefault(key);

    public void Keep(string key, TrialResult result)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using FileStream alone = Lock(_path + ".lock");
        _results = Read(_path);
        _results[key] = result;
        string whole = _path + ".new";
        File.WriteAllText(whole, JsonSerializer.Serialize(_results, s_json));
        File.Move(whole, _path, overwrite: true);
    }

    private static SortedDictionary<string, TrialResult> Read(string path) => new(
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, TrialResult>>(File.ReadAllText(path), s_json) ?? [] : [],
        StringComparer.Ordinal);

    /// <summary>Waits for another run that is just writing.</summary>
    private static FileStream Lock(string path)
    {
        const int Attempts = 100;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(100);
            }
        }
    }
}
