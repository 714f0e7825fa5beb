using DeepWonder3D.Formats.Hdf5;

namespace DeepWonder3D.Formats.Mat.Version73;

/// <summary>Variables of a MATLAB file of level 5 or 7.3; the content decides which.</summary>
internal static class MatVariableFile
{
    private const int SignatureBytes = 4096;

    /// <summary>Reads variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Which variables to read, by name.</param>
    /// <exception cref="Errors.DeepWonderException">MatFileInvalid, Hdf5FileInvalid or MemoryLimitExceeded.</exception>
    public static Dictionary<string, MatArray> Read(string path, Func<string, bool> isWanted) =>
        IsHdf5(path) ? Mat73Reader.Read(path, isWanted) : MatFile.Read(path, isWanted);

    private static bool IsHdf5(string path)
    {
        byte[] start = new byte[SignatureBytes];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Hdf5File.IsHdf5(start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }
}
