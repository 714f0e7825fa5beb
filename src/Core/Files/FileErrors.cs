using DeepWonder3D.Errors;

namespace DeepWonder3D.Files;

/// <summary>From the failures of the file system to errors that the user can act on.</summary>
internal static class FileErrors
{
    private const int Unspecified = unchecked((int)0x80131620);

    // Windows: ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED. Unix: ENOSPC, EDQUOT (Linux, macOS).
    private static readonly int[] s_diskFull =
        [unchecked((int)0x80070070), unchecked((int)0x80070027), unchecked((int)0x8007050F), 28, 122, 69];

    public static DeepWonderException Reading(string path, Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => new DeepWonderException(
            ErrorId.FileNotFound, $"There is no file '{path}'.", path, "Check the path.", failure),
        _ when Directory.Exists(path) => new DeepWonderException(
            ErrorId.FileReadFailed,
            $"'{path}' is a folder.",
            path,
            "Give the files in it, or a folder that holds the TIFFs of one recording.",
            failure),
        _ => new DeepWonderException(
            ErrorId.FileReadFailed,
            $"'{path}' cannot be read: {failure.Message}",
            path,
            "Check that the file is not in use and that you may read it.",
            failure),
    };

    public static DeepWonderException Writing(string path, Exception failure) => IsDiskFull(failure)
        ? new DeepWonderException(
            ErrorId.DiskFull,
            $"The disk has no room for '{path}': {failure.Message}",
            path,
            "Free disk space, or write to another disk.",
            failure)
        : new DeepWonderException(
            ErrorId.FileWriteFailed,
            $"'{path}' cannot be written: {failure.Message}",
            path,
            "Check that the folder exists and that you may write there.",
            failure);

    public static DeepWonderException Exists(string path) => new(
        ErrorId.FileExists, $"'{path}' exists already.", path, "Give another name, or -Force to replace it.");

    /// <summary>
    /// Whether the disk is full. The runtime names no code when it cannot set the space of a new file aside, which is what
    /// <see cref="Unspecified"/> stands for: every other failure of the system has a code.
    /// </summary>
    private static bool IsDiskFull(Exception failure) =>
        failure is IOException
            && (s_diskFull.Contains(failure.HResult) || (failure.GetType() == typeof(IOException) && failure.HResult == Unspecified));
}
