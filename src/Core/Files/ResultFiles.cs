namespace DeepWonder3D.Files;

/// <summary>Writes files that belong together: none appears under its name before all of them are whole.</summary>
internal static class ResultFiles
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes files; their names appear in the order given, so that the one which stands for all comes last.</summary>
    /// <param name="overwrite">Whether existing files may be replaced.</param>
    /// <param name="files">
    /// Where to, and what; a stream can seek. With nothing to write, what an earlier result left under that name goes.
    /// </param>
    /// <exception cref="Errors.DeepWonderException">FileExists, DiskFull or FileWriteFailed; then nothing is left behind.</exception>
    public static void Write(bool overwrite, params ReadOnlySpan<(string Path, Action<Stream>? Write)> files)
    {
        List<AtomicFile> written = [];
        try
        {
            List<string> stale = [];
            foreach ((string path, Action<Stream>? write) in files)
            {
                if (write is null)
                {
                    stale.AddRange(Stale(path, overwrite));
                    continue;
                }

                AtomicFile file = new(path, overwrite);
                written.Add(file);
                WriteOne(file, path, write);
            }

            stale.ForEach(Remove);
            written.ForEach(file => file.Commit());
        }
        finally
        {
            written.ForEach(file => file.Dispose());
        }
    }

    private static IEnumerable<string> Stale(string path, bool overwrite) =>
        !File.Exists(path) ? [] : overwrite ? [path] : throw FileErrors.Exists(Path.GetFullPath(path));

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(path, e);
        }
    }

    private static void WriteOne(AtomicFile file, string path, Action<Stream> write)
    {
        try
        {
            // The file's own stream has no buffer; closing this one is the file's business.
            BufferedStream stream = new(file.Stream, BufferBytes);
            write(stream);
            stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(path, e);
        }
    }
}
