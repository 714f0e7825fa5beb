using DeepWonder3D.Formats.Tiff;

namespace DeepWonder3D.Formats.Folders;

/// <summary>Opens a folder that holds one recording.</summary>
internal static class FolderReader
{
    /// <summary>
    /// Opens a recording by what lies in the folder itself: Thorlabs' or Bruker's XML, or else its TIFFs in the natural order of their
    /// names.
    /// </summary>
    /// <exception cref="DeepWonderException">The folder holds no recording, or one that cannot be read.</exception>
    public static Volume Open(string folder, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string[] files;
        try
        {
            files = [.. Directory.EnumerateFiles(folder).Order(NaturalOrder.Instance)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(folder, e);
        }

        string[] tiffs = [.. files.Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TIF" or ".TIFF")];
        return ThorlabsRecording.TryOpen(folder, files, options, cancellationToken)
            ?? BrukerRecording.TryOpen(folder, files, options, cancellationToken)
            ?? (tiffs.Length > 0
                ? TiffSetReader.OpenSequence(tiffs, folder, options, cancellationToken)
                : throw FileErrors.Reading(folder, new IOException("It holds no recording.")));
    }
}
