using DeepWonder3D.Files;

namespace DeepWonder3D.Runs.Files;

/// <summary>Where a run's own files lie in the results folder; recordings have folders of their own in it.</summary>
/// <param name="Root">The results folder's full path.</param>
internal sealed record ResultsFolder(string Root)
{
    public string Summary => Path.Combine(Root, "summary.json");

    public string Log => Path.Combine(Root, "log.jsonl");

    public string ReadableLog => Path.Combine(Root, "log.txt");

    public string Lock => Path.Combine(Root, "run.lock");

    /// <summary>Who holds the lock.</summary>
    public string Owner => Path.Combine(Root, "run.owner.json");

    /// <summary>Room that is given up when the disk is full, so that the reason can still be written.</summary>
    public string Reserve => Path.Combine(Root, "run.reserve");

    /// <summary>A file that ends a watch when it appears.</summary>
    public string Stop => Path.Combine(Root, "stop");

    /// <summary>What a watch knows of each recording that it has seen.</summary>
    public string Watch => Path.Combine(Root, "watch");

    /// <summary>Makes the folder where it is missing.</summary>
    /// <exception cref="Errors.DeepWonderException">DiskFull or FileWriteFailed.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Writing(Root, e);
        }
    }
}
