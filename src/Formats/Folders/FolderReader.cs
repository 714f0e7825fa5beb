using DeepWonder3D.Formats.Avi;
using DeepWonder3D.Formats.Tiff;

namespace DeepWonder3D.Formats.Folders;

/// <summary>Opens a folder that holds one recording.</summary>
internal static class FolderReader
{
    /// <summary>
    /// Opens a recording by what lies in the folder itself: Thorlabs' or Bruker's XML, or else its TIFFs, or else its films, in the natural
    /// order of their names.
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
            ?? (tiffs.Length > 0 ? TiffSetReader.OpenSequence(tiffs, folder, options, cancellationToken) : null)
            ?? AviReader.TryOpenFolder(folder, files, options, cancellationToken)
            ?? throw None(folder, files);
    }

    private static DeepWonderException None(string folder, string[] files)
    {
        string[] within = [.. files.Concat(Directory.EnumerateDirectories(folder)).Where(RecordingKinds.LooksLikeRecording).Take(8)];
        return within.Length == 0
            ? FileErrors.Reading(folder, new IOException("It holds no recording."))
            : new DeepWonderException(
                ErrorId.FileReadFailed,
                $"'{folder}' cannot be read: it is not one recording as a whole.",
                folder,
                $"Give what lies in it one by one: {string.Join(", ", within.Select(f => $"'{Path.GetFileName(f)}'"))}.");
    }
}
