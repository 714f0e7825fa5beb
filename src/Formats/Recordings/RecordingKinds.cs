using System.Text.RegularExpressions;
using DeepWonder3D.Formats.Foreign;

namespace DeepWonder3D.Formats.Recordings;

/// <summary>What a file or folder is to somebody who looks for recordings. Names tell; of XML the first bytes.</summary>
internal enum RecordingKind
{
    /// <summary>No recording.</summary>
    None,

    /// <summary>One that is read.</summary>
    Read,

    /// <summary>One of a format that is known and not read: whoever works through a folder must not pass it over in silence.</summary>
    NotRead,
}

/// <summary>Which files and folders are recordings, before any is opened.</summary>
internal static partial class RecordingKinds
{
    private static readonly HashSet<string> s_endings = new(
        [".tif", ".tiff", ".lsm", ".h5", ".hdf5", ".hdf", ".nwb", ".mat", ".npy", ".avi", ".sbx", ".mmap", ".raw"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file or folder looks like a recording, whether or not it is one that is read.</summary>
    public static bool LooksLikeRecording(string path) => Of(path) != RecordingKind.None;

    /// <summary>What a file or folder looks like.</summary>
    /// <param name="path">
    /// A file; or a folder, which is a recording only where all that lies in it is one together: a folder of recordings is none.
    /// </param>
    public static RecordingKind Of(string path)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

        // What begins with a dot is hidden on Unix, and the other half of a file that macOS copied to a share.
        if (name.StartsWith('.'))
        {
            return RecordingKind.None;
        }

        if (Directory.Exists(path))
        {
            return IsRecordingFolder(path) ? RecordingKind.Read : RecordingKind.None;
        }

        return s_endings.Contains(Path.GetExtension(name)) ? RecordingKind.Read
            : IsSuite2pMovie(path) ? RecordingKind.Read
            : ForeignFormat.ByEnding(name) is not null ? RecordingKind.NotRead
            : RecordingKind.None;
    }

    /// <summary>
    /// Whether a folder is one recording as a whole: ThorImage's and Prairie View's by their XML, an OME-Zarr, a Miniscope's numbered AVIs.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public static bool IsRecordingFolder(string folder)
    {
        if (IsZarr(folder))
        {
            return true;
        }

        string[] files = Directory.GetFiles(folder);
        return Array.Exists(files, f => Path.GetFileName(f).Equals("Experiment.xml", StringComparison.OrdinalIgnoreCase))
            || Array.Exists(files, Folders.BrukerXml.IsBruker)
            || IsNumberedMovie(files);
    }

    /// <summary>Whether a folder is a Zarr array or group, of version 2 or 3.</summary>
    public static bool IsZarr(string folder) =>
        File.Exists(Path.Combine(folder, ".zarray"))
            || File.Exists(Path.Combine(folder, ".zgroup"))
            || File.Exists(Path.Combine(folder, "zarr.json"));

    /// <summary>Whether a file is the movie that suite2p keeps beside its options.</summary>
    public static bool IsSuite2pMovie(string path) =>
        Path.GetFileName(path).ToUpperInvariant() is ("DATA.BIN" or "DATA_CHAN2.BIN" or "DATA_RAW.BIN" or "DATA_RAW_CHAN2.BIN")
            && File.Exists(Path.Combine(Path.GetDirectoryName(path) ?? "", "ops.npy"));

    /// <summary>Whether a file's name says that it is a numbered part: <c>0.avi</c>, <c>msCam12.avi</c>.</summary>
    public static bool IsNumberedPart(string path) => NumberedPart().IsMatch(Path.GetFileName(path));

    private static bool IsNumberedMovie(string[] files)
    {
        string[] films = [.. files.Where(f => Path.GetExtension(f).Equals(".avi", StringComparison.OrdinalIgnoreCase)
            && !Path.GetFileName(f).StartsWith('.'))];
        return films.Length > 0 && Array.TrueForAll(films, IsNumberedPart);
    }

    [GeneratedRegex(@"^(?:msCam|behavCam)?[0-9]+\.avi$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberedPart();
}
