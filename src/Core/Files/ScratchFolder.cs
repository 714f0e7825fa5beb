namespace DeepWonder3D.Files;

/// <summary>
/// This process's folder of scratch files below the temporary folder (<c>DEEPWONDER3D_SCRATCH</c> names another place). It holds a lock
/// file that stays open while the process lives; a folder whose lock can be taken belongs to a process that died, and is removed.
/// </summary>
internal static class ScratchFolder
{
    public const string Variable = "DEEPWONDER3D_SCRATCH";

    private const string LockName = "owner.lock";
    private static readonly Lock s_gate = new();
    private static FileStream? s_lock;
    private static string? s_path;
    private static long s_next;

    /// <summary>The folder above all processes' own.</summary>
    public static string Root =>
        Path.Combine(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } root ? root : Path.GetTempPath(), "DeepWonder3D");

    /// <summary>A new file name in this process's folder, which is made and cleaned of dead neighbours when first needed.</summary>
    public static string NewFile()
    {
        lock (s_gate)
        {
            string root = Root;
            if (s_path is null || !s_path.StartsWith(root, StringComparison.Ordinal) || !Directory.Exists(s_path))
            {
                Release();
                RemoveAbandoned();
                s_path = Path.Combine(root, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
                Directory.CreateDirectory(s_path);
                s_lock = new FileStream(Path.Combine(s_path, LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
            }

            return Path.Combine(s_path, $"{s_next++}.scratch");
        }
    }

    /// <summary>Removes the folders of processes that died without doing so themselves.</summary>
    public static void RemoveAbandoned()
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        foreach (string folder in Directory.GetDirectories(Root))
        {
            if (folder != s_path && IsAbandoned(folder))
            {
                TryDelete(folder);
            }
        }
    }

    /// <summary>Gives this process's folder up, if no scratch file is left in it. Called at module removal.</summary>
    /// <param name="withFiles">
    /// Removes scratch files too: at the process's end nobody reads them any more, and Unix does not delete on close what a dying process
    /// holds.
    /// </param>
    public static void Release(bool withFiles = false)
    {
        lock (s_gate)
        {
            if (s_path is null || (!withFiles && Directory.Exists(s_path) && Directory.GetFiles(s_path, "*.scratch").Length > 0))
            {
                return;
            }

            s_lock?.Dispose();
            s_lock = null;
            TryDelete(s_path);
            s_path = null;
        }
    }

    private static bool IsAbandoned(string folder)
    {
        try
        {
            using FileStream taken = new(Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Made a moment ago by a process that has not yet written its lock, or half removed by another cleaner.
            return Directory.Exists(folder) && DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) > TimeSpan.FromMinutes(1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process cleans at the same time, or Windows still holds a file; the next start tries again.
        }
    }
}
