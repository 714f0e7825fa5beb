using System.IO.Enumeration;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Watching;

/// <summary>
/// Follows folders, and takes each recording once, when it is complete. A folder that cannot be reached is waited for; a recording that
/// cannot be used is set aside with the reason, where it lies, and taken again when its files change.
/// </summary>
internal sealed class AcquisitionWatch(ExtractionRun run, WatchOptions options, VolumeReadOptions reading, TimeProvider clock)
{
    /// <summary>How often a single pass looks for a folder that is away.</summary>
    private const int LooksOfOnePass = 3;

    private readonly WatchLedger _ledger = new(run.Folder, run.Settings);
    private readonly RecordingDiscovery _discovery = new(reading, options.AsMovie, isPatient: true);
    private readonly Dictionary<string, FileSnapshot> _snapshots = [];
    private readonly Dictionary<string, long> _triedAt = [];
    private readonly Queue<RecordingInput> _due = new();
    private int _failedLooks;
    private string? _said;
    private FoundRecordings _found = new([]);

    /// <summary>Why the watch ended; null while it goes on, and where a single pass did all there was.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Waits for the next recording, and does it.</summary>
    /// <returns>What was made of it; null when the watch is over.</returns>
    /// <exception cref="DeepWonderException">A single pass cannot reach a folder.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ExtractionResult? Next(IStageObserver observer, CancellationToken token)
    {
        RunObserver own = new(observer, run.Log, null);
        while (true)
        {
            token.ThrowIfCancellationRequested();
            if (HasStopFile())
            {
                EndReason = $"The file '{run.Folder.Stop}' ended the watch.";
                return null;
            }

            if (_due.TryDequeue(out RecordingInput? recording))
            {
                if (Process(recording, own, observer, token) is { } result)
                {
                    return result;
                }

                continue;
            }

            bool isPending = Look(own, observer, token);
            if (_due.Count > 0)
            {
                continue;
            }

            if (options.Once && !isPending)
            {
                CountTheRest();
                return null;
            }

            Wait(isPending, token);
        }
    }

    private bool HasStopFile() => File.Exists(run.Folder.Stop) && Leftovers.Delete(run.Folder.Stop);

    /// <summary>Looks at the folders and queues what is complete.</summary>
    /// <returns>Whether something may become complete that a single pass is to wait for.</returns>
    private bool Look(RunObserver observer, IStageObserver next, CancellationToken token)
    {
        try
        {
            _found = Present(token);
            _failedLooks = 0;
        }
        catch (DeepWonderException e)
        {
            SayOnce(observer, $"{e.Message} Waiting for it.");
            if (options.Once && ++_failedLooks >= LooksOfOnePass)
            {
                throw;
            }

            return true;
        }

        run.Heed(_found, next);
        _ledger.KeepOnly(_found.Recordings);
        foreach (string gone in _snapshots.Keys.Except(_found.Recordings.Select(r => r.Source)).ToArray())
        {
            _snapshots.Remove(gone);
            _triedAt.Remove(gone);
        }

        // A single pass leaves what grows to the next one.
        bool isPending = _found.Changing.Any(file => !(options.Once && file.HasChanged));
        foreach (RecordingInput recording in _found.Recordings)
        {
            try
            {
                isPending |= IsPending(recording, observer);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The drive went away between two looks.
                isPending = true;
            }
        }

        return isPending;
    }

    /// <summary>
    /// What a single pass did not touch: results that are there, recordings that were set aside, and those that are not complete.
    /// </summary>
    private void CountTheRest()
    {
        List<string> notComplete = [.. _found.Changing.Select(file => Path.GetFileName(file.Path))];
        foreach (RecordingInput recording in _found.Recordings.Where(recording => !_triedAt.ContainsKey(recording.Source)))
        {
            switch (_ledger.Find(recording))
            {
                case { Verdict: WatchVerdict.Done } done:
                    run.Status.CountKnown(done.NeuronCount);
                    break;
                case { Verdict: WatchVerdict.SetAside } aside:
                    run.Status.CountFailed(new RecordingFailure(recording.Name, aside.ErrorId ?? "", $"{aside.Reason} It was set aside."));
                    break;
                default:
                    notComplete.Add(recording.Name);
                    break;
            }
        }

        run.Status.Keep(_found, notComplete);
    }

    private FoundRecordings Present(CancellationToken token)
    {
        if (!Directory.Exists(run.Folder.Root))
        {
            throw new DeepWonderException(
                ErrorId.FileNotFound, $"The results folder '{run.Folder.Root}' cannot be reached.", run.Folder.Root, "Check the drive.");
        }

        foreach (string folder in options.Folders)
        {
            if (!Directory.Exists(folder))
            {
                throw new DeepWonderException(
                    ErrorId.FileNotFound, $"The folder '{folder}' cannot be reached.", folder, "Check the path and the drive.");
            }
        }

        FoundRecordings found = _discovery.Find(options.Folders, token: token);
        return options.Filter is { } filter
            ? found.Where(name => FileSystemName.MatchesSimpleExpression(filter, name, ignoreCase: true))
            : found;
    }

    /// <summary>Queues a recording that is due.</summary>
    /// <returns>Whether it may become due soon.</returns>
    private bool IsPending(RecordingInput recording, RunObserver observer)
    {
        IReadOnlyList<string> files = FileSnapshot.Look(recording);
        WatchRecord? known = _ledger.Find(recording, files);
        long now = clock.GetTimestamp();
        if (known is { Verdict: WatchVerdict.Done or WatchVerdict.SetAside })
        {
            return false;
        }

        if (_triedAt.TryGetValue(recording.Source, out long tried) && known is not null
            && (options.Once || clock.GetElapsedTime(tried, now) < options.QuietTime + options.Interval))
        {
            return !options.Once;
        }

        if (recording.Paths.Count < options.ViewCount)
        {
            SayOnce(observer, $"{recording.Name} has {recording.Paths.Count} of {options.ViewCount} views.");
            return !options.Once;
        }

        if (options.Marker is not null)
        {
            bool isMarked = HasMarker(recording);
            Queue(recording, isMarked);
            return !isMarked && !options.Once;
        }

        return IsUnsettled(recording, files, now);
    }

    private bool IsUnsettled(RecordingInput recording, IReadOnlyList<string> files, long now)
    {
        bool isKnown = _snapshots.TryGetValue(recording.Source, out FileSnapshot? before);
        if (!isKnown || !before!.Files.SequenceEqual(files))
        {
            _snapshots[recording.Source] = new FileSnapshot(files, now, isKnown);
            return !(options.Once && isKnown);
        }

        bool isQuiet = clock.GetElapsedTime(before.Since, now) >= options.QuietTime;
        bool isDue = isQuiet && FileSnapshot.IsUnlocked(recording);
        Queue(recording, isDue);

        // A single pass leaves what grew since it first looked, or is held open, to the next pass.
        return !isDue && !(options.Once && (isQuiet || before.HasChanged));
    }

    private void Queue(RecordingInput recording, bool isDue)
    {
        if (isDue)
        {
            _due.Enqueue(recording);
        }
    }

    /// <summary><c>mouse.done</c> or <c>mouse.tif.done</c> beside <c>mouse.tif</c> or the views of <c>mouse</c>.</summary>
    private bool HasMarker(RecordingInput recording) =>
        new[] { recording.Name, Path.GetFileName(recording.Source).Replace(RecordingDiscovery.AnyView, "", StringComparison.Ordinal) }
            .Any(name => File.Exists(Path.Combine(Path.GetDirectoryName(recording.Source)!, name + options.Marker)));

    private ExtractionResult? Process(RecordingInput recording, RunObserver observer, IStageObserver next, CancellationToken token)
    {
        IReadOnlyList<string> files;
        try
        {
            files = FileSnapshot.Look(recording);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        ExtractionResult result = run.Extract(recording, next, token, () => Readability.Demand(recording, reading, token));
        if (result.State == ExtractionState.Failed && !(options.Folders.All(Directory.Exists) && Directory.Exists(run.Folder.Root)))
        {
            observer.Verbose($"{recording.Name}: the drive went away while it was worked on. It is taken up again when the drive is back.");
            _snapshots.Remove(recording.Source);
            return options.Once ? result : null;
        }

        WatchRecord record = WatchRecord.Of(_ledger.Find(recording, files), recording.Source, files, result);
        _ledger.Keep(recording, record);
        _triedAt[recording.Source] = clock.GetTimestamp();
        _snapshots.Remove(recording.Source);
        if (record.Verdict != WatchVerdict.Done)
        {
            observer.Verbose(record.Verdict == WatchVerdict.SetAside
                ? $"{recording.Name} is set aside until its files or the parameters change: {record.Reason}"
                : $"{recording.Name} will be tried again: {record.Reason}");
        }

        return result;
    }

    private void Wait(bool isPending, CancellationToken token)
    {
        run.Status.Say(RunState.Waiting, isPending && _said is not null ? _said : "Waiting for recordings.");
        TimeSpan interval = options.Interval < options.QuietTime || !options.Once ? options.Interval : options.QuietTime;
        long until = clock.GetTimestamp();
        while (clock.GetElapsedTime(until) < interval && !File.Exists(run.Folder.Stop))
        {
            TimeSpan left = interval - clock.GetElapsedTime(until);
            token.WaitHandle.WaitOne(
                left < TimeSpan.FromSeconds(1) ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : TimeSpan.FromSeconds(1));
            token.ThrowIfCancellationRequested();
        }
    }

    private void SayOnce(RunObserver observer, string message)
    {
        if (message != _said)
        {
            observer.Verbose(message);
            _said = message;
        }
    }
}

/// <summary>Whether a recording can be read to its last page: the cheapest proof that its writer has finished.</summary>
internal static class Readability
{
    /// <summary>Opens every view and reads its last frame.</summary>
    /// <exception cref="Errors.DeepWonderException">What opening and reading bring.</exception>
    public static void Demand(RecordingInput recording, VolumeReadOptions reading, CancellationToken token)
    {
        foreach (ViewInput view in recording.Views)
        {
            using Volume volume = view.Open(reading, token);
            if (volume.History[^1].Parameters.TryGetValue("Cut", out string? cut))
            {
                // What a user may want to read all the same is here a file whose writer has not finished.
                throw new Errors.DeepWonderException(
                    Errors.ErrorId.TiffTruncated,
                    cut,
                    view.Path,
                    "Wait until it is written, or read what there is with Invoke-NeuronExtraction.");
            }

            float[] frame = new float[checked(volume.Height * volume.Width)];
            volume.ReadPlane<float>(volume.FrameCount - 1, volume.PlaneCount - 1, frame);
        }
    }
}
