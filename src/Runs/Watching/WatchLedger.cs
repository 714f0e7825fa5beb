using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Figures;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs.Watching;

/// <summary>
/// What a watch has done with each recording: a small file each in the results folder, so that a new start does nothing twice. Who deletes
/// one has the recording worked on again.
/// </summary>
/// <param name="folder">The results folder.</param>
/// <param name="settings">What the run is told: what was set aside may do with other parameters.</param>
internal sealed class WatchLedger(ResultsFolder folder, string settings)
{
    private const int MostCharacters = 80;

    private readonly Dictionary<string, WatchRecord?> _known = [];

    /// <summary>What is known of a recording whose files are as they are now; null for nothing.</summary>
    public WatchRecord? Find(RecordingInput recording, IReadOnlyList<string> files)
    {
        if (!_known.TryGetValue(recording.Source, out WatchRecord? record))
        {
            _known[recording.Source] = record = Read(recording);
        }

        bool isStale = record is { Verdict: WatchVerdict.SetAside } && record.Settings != settings;
        return record is not null && !isStale && record.Files.SequenceEqual(files) ? record : null;
    }

    /// <summary>What is known of a recording whose files are looked at now; null for nothing, and where they cannot be looked at.</summary>
    public WatchRecord? Find(RecordingInput recording)
    {
        try
        {
            return Find(recording, FileSnapshot.Look(recording));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps what is known of a recording.</summary>
    public void Keep(RecordingInput recording, WatchRecord record)
    {
        record = record with { Settings = settings };
        _known[recording.Source] = record;
        try
        {
            RunJson.Write(PathOf(recording), record);
        }
        catch (DeepWonderException)
        {
            // The disk is full or away. Known in this process it is; after a new start the recording's journal says that all is done.
        }
    }

    /// <summary>Forgets, in memory, recordings that are no longer there: a watch runs for months.</summary>
    public void KeepOnly(IEnumerable<RecordingInput> present)
    {
        HashSet<string> sources = [.. present.Select(recording => recording.Source)];
        foreach (string gone in _known.Keys.Where(source => !sources.Contains(source)).ToArray())
        {
            _known.Remove(gone);
        }
    }

    private WatchRecord? Read(RecordingInput recording)
    {
        try
        {
            return JsonSerializer.Deserialize<WatchRecord>(File.ReadAllBytes(PathOf(recording)), RunJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private string PathOf(RecordingInput recording)
    {
        string mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(recording.Source)))[..8].ToLowerInvariant();
        string name = FigureFile.Safe(recording.Name);
        return Path.Combine(folder.Watch, $"{(name.Length > MostCharacters ? name[..MostCharacters] : name)}~{mark}.json");
    }
}
