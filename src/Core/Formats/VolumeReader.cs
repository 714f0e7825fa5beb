using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Tiff;
using DeepWonder3D.Formats.Tiff.Structure;
using DeepWonder3D.Volumes;
using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Formats;

/// <summary>Opens recordings of every format that is read; the content decides, not the name.</summary>
internal static class VolumeReader
{
    private const int SignatureBytes = 8;

    /// <summary>Opens a recording; samples are read from the file when they are asked for.</summary>
    /// <exception cref="DeepWonderException">The file cannot be read, is of no known format or is damaged, or an option does not fit it.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        options.Check();
        path = Path.GetFullPath(path);
        if (TiffFile.IsTiff(Signature(path)))
        {
            return TiffReader.Open(path, options, cancellationToken);
        }

        bool named = Path.GetExtension(path).ToUpperInvariant() is ".TIF" or ".TIFF";
        throw named
            ? new DeepWonderException(ErrorId.NotATiff, $"'{path}' is not a TIFF, whatever its name says.", path, "Check the file; it may be empty or damaged.")
            : new DeepWonderException(ErrorId.UnknownFormat, $"'{path}' is in no format that is read.", path, "Give a TIFF.");
    }

    private static byte[] Signature(string path)
    {
        try
        {
            using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            byte[] start = new byte[SignatureBytes];
            return start[..RandomAccess.Read(handle, start, 0)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
