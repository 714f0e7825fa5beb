namespace DeepWonder3D.Files;

/// <summary>
/// A file that appears under its name when it is whole: it is written under another name in the same folder, flushed to the disk and
/// renamed. Disposing it before <see cref="Commit"/> leaves nothing behind.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private const int MostAttempts = 10;

    private readonly string _path;
    private readonly string _partial;
    private readonly bool _overwrite;

    /// <summary>Starts a file.</summary>
    /// <param name="path">The name under which it is to appear; its folder is made where it is missing.</param>
    /// <param name="overwrite">Whether a file of that name may be replaced.</param>
    /// <param name="expectedBytes">The file's size where it is known: a disk that is too small is then found at once.</param>
    /// <exception cref="Errors.DeepWonderException">FileExists, DiskFull or FileWriteFailed.</exception>
    public AtomicFile(string path, bool overwrite, long expectedBytes = 0)
    {
        _path = Path.GetFullPath(path);
        _overwrite = overwrite;
        string folder = Path.GetDirectoryName(_path)!;
        _partial = Path.Combine(folder, $".{Path.GetFileName(_path)}.{Path.GetRandomFileName()}.partial");
        if (!overwrite && File.Exists(_path))
        {
            throw FileErrors.Exists(_path);
        }

        try
        {
            Directory.CreateDirectory(folder);
            Stream = new FileStream(_partial, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
                PreallocationSize = expectedBytes,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove();
            throw FileErrors.Writing(_path, e);
        }
    }

    /// <summary>Where the content goes; not buffered.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="Errors.DeepWonderException">FileExists, DiskFull or FileWriteFailed.</exception>
    public void Commit()
    {
        try
        {
            Stream.Flush(flushToDisk: true);
            Stream.Dispose();
            Move();
        }
        catch (IOException) when (!_overwrite && File.Exists(_path))
        {
            throw FileErrors.Exists(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(_path, e);
        }
    }

    /// <summary>On Windows a virus scanner, an indexer or a program that reads the old file may hold either for a moment.</summary>
    private void Move()
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                File.Move(_partial, _path, _overwrite);
                return;
            }
            catch (Exception e)
                when (OperatingSystem.IsWindows() && attempt < MostAttempts && (e is IOException or UnauthorizedAccessException)
                    && (_overwrite || !File.Exists(_path)))
            {
                Thread.Sleep(attempt * 20);
            }
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        Remove();
    }

    private void Remove()
    {
        try
        {
            File.Delete(_partial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is removed here is left of another failure, and that one is the one to report.
        }
    }
}
