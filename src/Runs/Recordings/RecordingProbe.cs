using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>
/// Opens files to see what they hold, and remembers it for as long as nothing changes: a watch looks every few seconds. So that what is one
/// recording for <c>Import-Volume</c> is one here, the reader itself is asked.
/// </summary>
/// <param name="reading">What the caller says of recordings.</param>
/// <param name="isPatient">Whether a file is opened only when it looks as it did the last time: opening one that grows is in vain.</param>
internal sealed partial class RecordingProbe(VolumeReadOptions reading, bool isPatient)
{
    // The whole recording counts, whatever part of it is to be read.
    private readonly VolumeReadOptions _reading = reading with { FirstFrame = 0, FrameCount = null, Plane = null };
    private readonly Dictionary<string, (string Key, ProbedFile Probed)> _known = [];
    private readonly Dictionary<string, (string Stamp, bool HasChanged)> _seen = [];

    /// <summary>What a file holds.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beside">The names of the files in its folder, its own too.</param>
    /// <param name="token">Stops it.</param>
    public ProbedFile Look(string path, IReadOnlyCollection<string> beside, CancellationToken token)
    {
        if (isPatient && !IsSettled(path, out bool hasChanged))
        {
            return new ProbedFile { IsChanging = true, HasChanged = hasChanged };
        }

        if (_known.TryGetValue(path, out (string Key, ProbedFile Probed) known) && known.Key == KeyOf(path, known.Probed, beside))
        {
            return known.Probed;
        }

        string before = StampOf(path);
        ProbedFile probed = Open(path, token);
        if (before == StampOf(path))
        {
            _known[path] = (KeyOf(path, probed, beside), probed);
        }

        return probed;
    }

    /// <summary>
    /// The other files of a recording that change, and whether they have been seen to; none for a caller who does not wait.
    /// </summary>
    public IReadOnlyList<(string Path, bool HasChanged)> ChangingParts(string path, ProbedFile probed)
    {
        List<(string, bool)> changing = [];
        foreach (string part in isPatient ? probed.Parts.Where(part => part != path) : [])
        {
            if (!IsSettled(part, out bool hasChanged))
            {
                changing.Add((part, hasChanged));
            }
        }

        return changing;
    }

    /// <summary>Forgets files that are no longer there, but for those that a recording names and that may never come.</summary>
    public void KeepOnly(IReadOnlySet<string> present)
    {
        HashSet<string> named = [.. _known.Where(k => present.Contains(k.Key)).SelectMany(k => k.Value.Probed.Parts)];
        foreach (string gone in _known.Keys.Concat(_seen.Keys).Where(path => !present.Contains(path) && !named.Contains(path)).ToArray())
        {
            _known.Remove(gone);
            _seen.Remove(gone);
        }
    }

    /// <summary>The file's name without its numbers: files of one acquisition differ in these.</summary>
    public static string PatternOf(string path) => Digits().Replace(Path.GetFileName(path), "#");

    private bool IsSettled(string path, out bool hasChanged)
    {
        string stamp = StampOf(path);
        bool wasSeen = _seen.TryGetValue(path, out (string Stamp, bool HasChanged) before);
        bool isSame = wasSeen && before.Stamp == stamp;
        hasChanged = wasSeen && (before.HasChanged || !isSame);
        _seen[path] = (stamp, hasChanged);
        return isSame;
    }

    private ProbedFile Open(string path, CancellationToken token)
    {
        try
        {
            using Volume volume = VolumeReader.Open(path, _reading, token);
            return new ProbedFile
            {
                Parts = [.. volume.Info.SourceFiles.Select(Path.GetFullPath).Distinct()],
                FrameCount = volume.FrameCount,
                PlaneCount = volume.PlaneCount,
                History = [.. volume.History.SkipLast(1)],
                IsScanImage = volume.History[^1].Parameters.Values.Any(v => v.Contains("ScanImage", StringComparison.Ordinal)),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whoever works on it meets the same, and says so.
            return new ProbedFile { IsUnreadable = true, Failure = e as DeepWonderException };
        }
    }

    /// <summary>
    /// What must be the same for a file to hold what it did: itself, its parts, and which other parts there may be. What could not be
    /// opened may have lacked any file, or the rest of one.
    /// </summary>
    private static string KeyOf(string path, ProbedFile probed, IReadOnlyCollection<string> beside)
    {
        string pattern = PatternOf(path);
        string folder = Path.GetDirectoryName(path) ?? "";
        IEnumerable<string> others = probed.IsUnreadable
            ? beside.Select(name => name + StampOf(Path.Combine(folder, name)))
            : beside.Where(name => PatternOf(name) == pattern);
        return string.Join('|', probed.Parts.Prepend(path).Select(StampOf).Concat(others.Order(StringComparer.Ordinal)));
    }

    private static string StampOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? FormattableString.Invariant($"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "";
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

/// <summary>What a file holds.</summary>
internal sealed record ProbedFile
{
    /// <summary>The files that the recording consists of, in the order of time; empty for one.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Frames; null where the file was not opened.</summary>
    public long? FrameCount { get; init; }

    public int PlaneCount { get; init; } = 1;

    /// <summary>What was done to it before it was written.</summary>
    public IReadOnlyList<HistoryStep> History { get; init; } = [];

    /// <summary>Whether ScanImage wrote it.</summary>
    public bool IsScanImage { get; init; }

    /// <summary>Whether it cannot be opened.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Why it cannot be opened.</summary>
    public DeepWonderException? Failure { get; init; }

    /// <summary>Whether it was not opened, because it does not look as it did the last time, or was not seen before.</summary>
    public bool IsChanging { get; init; }

    /// <summary>Whether it had looked different since it was first seen.</summary>
    public bool HasChanged { get; init; }
}
