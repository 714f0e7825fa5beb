using DeepWonder3D.Files;

namespace DeepWonder3D.Runs.Files;

/// <summary>
/// A little room on the results' disk that is given up when the disk is full, so that logs, <c>run.json</c> and the summary can say so.
/// </summary>
internal sealed class DiskReserve(string path)
{
    private const int Bytes = 512 << 10;

    /// <summary>Takes the room.</summary>
    /// <exception cref="Errors.DeepWonderException">DiskFull or FileWriteFailed.</exception>
    public void Take()
    {
        if (!File.Exists(path) || new FileInfo(path).Length != Bytes)
        {
            // Written, not only sized: sized files take no room on many file systems.
            ResultFiles.Write(overwrite: true, (path, stream => stream.Write(new byte[Bytes])));
        }
    }

    /// <summary>Gives the room up.</summary>
    public void GiveUp() => Leftovers.Delete(path);
}
