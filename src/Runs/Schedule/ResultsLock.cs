using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>
/// Makes sure that one run works on a results folder. It holds a file open that nobody else can open meanwhile: the system, or the server
/// of a network drive, lets go of it when the process dies. For drives that do not keep to that, a second file names the owner and counts
/// up while it lives.
/// </summary>
internal sealed class ResultsLock : IDisposable
{
    private static readonly HashSet<string> s_ownFolders = [];

    private readonly ResultsFolder _folder;
    private readonly FileStream _held;
    private readonly Timer _heart;
    private LockOwner _owner;

    private ResultsLock(ResultsFolder folder, FileStream held, TimeSpan beat)
    {
        (_folder, _held, _owner) = (folder, held, LockOwner.Own());
        RunJson.Write(folder.Owner, _owner);
        lock (s_ownFolders)
        {
            s_ownFolders.Add(folder.Root);
        }

        _heart = new Timer(_ => Beat(), null, beat, beat);
    }

    /// <summary>How often the owner shows that it lives.</summary>
    public static TimeSpan DefaultBeat { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Takes the lock. That of a process that died is taken over.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ResultsInUse"/>, <see cref="ErrorId.DiskFull"/> or <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static ResultsLock Take(ResultsFolder folder, TimeSpan beat, IStageObserver observer, CancellationToken token)
    {
        FileStream held = Open(folder);
        try
        {
            if (ReadOwner(folder) is { } before)
            {
                bool lives = (IsOwn(before) ? HasHere(folder) : before.IsAlive()) ?? Beats(folder, before, beat, token);
                if (lives)
                {
                    throw InUse(folder, before, null);
                }

                observer.Verbose($"The run of {before} ended without saying so. Its results folder is taken over.");
            }

            return new ResultsLock(folder, held, beat);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        using (ManualResetEvent stopped = new(false))
        {
            if (_heart.Dispose(stopped))
            {
                stopped.WaitOne();
            }
        }

        lock (s_ownFolders)
        {
            s_ownFolders.Remove(_folder.Root);
        }

        // The lock file itself stays: removing a file that another process is about to lock would let two have one each.
        Leftovers.Delete(_folder.Owner);
        _held.Dispose();
    }

    private static bool IsOwn(LockOwner owner) => owner with { Beat = 0 } == LockOwner.Own();

    private static bool? HasHere(ResultsFolder folder)
    {
        lock (s_ownFolders)
        {
            return s_ownFolders.Contains(folder.Root);
        }
    }

    private static FileStream Open(ResultsFolder folder)
    {
        try
        {
            return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw InUse(folder, ReadOwner(folder), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(folder.Lock, e);
        }
    }

    /// <summary>Windows: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION. Unix: EWOULDBLOCK (Linux, macOS).</summary>
    private static bool IsHeld(IOException e) =>
        (e.HResult & 0xFFFF) is 32 or 33 or 11 or 35 && e is not (FileNotFoundException or DirectoryNotFoundException);

    /// <summary>Whether an owner on another computer counts up while it is watched.</summary>
    private static bool Beats(ResultsFolder folder, LockOwner before, TimeSpan beat, CancellationToken token)
    {
        // Long enough for a computer that is so busy that it counts late.
        token.WaitHandle.WaitOne(beat * 6);
        token.ThrowIfCancellationRequested();
        return ReadOwner(folder) is { } now && now != before;
    }

    private static LockOwner? ReadOwner(ResultsFolder folder)
    {
        try
        {
            // Shared, so that the owner can replace it meanwhile.
            using FileStream file = new(folder.Owner, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return JsonSerializer.Deserialize<LockOwner>(file, RunJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private static DeepWonderException InUse(ResultsFolder folder, LockOwner? owner, Exception? inner) => new(
        ErrorId.ResultsInUse,
        $"Another run works on '{folder.Root}': {owner?.ToString() ?? "a process that has not yet said its name"}.",
        folder.Root,
        "Wait until it ends, or choose another -OutputPath.",
        inner);

    private void Beat()
    {
        try
        {
            _owner = _owner with { Beat = _owner.Beat + 1 };
            RunJson.Write(_folder.Owner, _owner);
        }
        catch (DeepWonderException)
        {
            // The drive is away, or somebody reads the file; the next beat tries again.
        }
    }
}
