using System.Security.Cryptography;
using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>Tells what a recording's files hold, and whether that is still so.</summary>
internal static class InputFiles
{
    private const int BlockBytes = 1 << 20;

    /// <summary>The files that a view consists of.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FileReadFailed"/>: the folder cannot be listed.</exception>
    public static IReadOnlyList<string> Of(Volume recorded, ViewInput view)
    {
        try
        {
            IEnumerable<string> others = Directory.Exists(view.Path) ? [] : recorded.Info.SourceFiles;
            return [.. view.Files().Concat(others).Select(Path.GetFullPath).Distinct()];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(view.Path, e);
        }
    }

    /// <summary>Takes the files' hashes. A file whose size and time are those that a journal knows has the hash that it knows.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FileNotFound"/> or <see cref="ErrorId.FileReadFailed"/>.</exception>
    public static IReadOnlyList<InputFile> Identify(IEnumerable<string> paths, IReadOnlyList<InputFile> known, CancellationToken token) =>
        [.. paths.Select(path => known.FirstOrDefault(file => file.Path == path && file.IsUnchanged()) ?? Identify(path, token))];

    /// <summary>Makes sure that the files are still what was read.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.RecordingChanged"/>.</exception>
    public static void DemandUnchanged(IReadOnlyList<InputFile> files, Exception? failure = null)
    {
        if (files.FirstOrDefault(file => !file.IsUnchanged()) is { } changed)
        {
            FileInfo now = new(changed.Path);
            string how = !now.Exists ? "was removed"
                : now.Length < changed.Bytes ? $"was cut from {changed.Bytes} to {now.Length} bytes"
                : now.Length > changed.Bytes ? $"grew from {changed.Bytes} to {now.Length} bytes" : "was written anew";
            throw new DeepWonderException(
                ErrorId.RecordingChanged,
                $"'{changed.Path}' {how} while it was worked on. What was computed from it is thrown away.",
                changed.Path,
                "Start again when the recording is complete; Watch-Acquisition waits for that by itself.",
                failure);
        }
    }

    private static InputFile Identify(string path, CancellationToken token)
    {
        try
        {
            // Before the content: a file that is written meanwhile is found out afterwards.
            FileInfo info = new(path);
            (long bytes, DateTime modified) = (info.Length, info.LastWriteTimeUtc);
            using FileStream file = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
            return new InputFile(path, bytes, modified, HashOf(file, token));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>The SHA-256 of a stream from where it stands.</summary>
    public static string HashOf(Stream stream, CancellationToken token)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockBytes];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            token.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, read);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}

/// <summary>A file of a recording, as it was when a step read it.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ModifiedUtc">When it was last written.</param>
/// <param name="Sha256">Its content's SHA-256, in upper-case hexadecimal digits.</param>
internal sealed record InputFile(string Path, long Bytes, DateTime ModifiedUtc, string Sha256)
{
    /// <summary>Whether the file's size and time are still these.</summary>
    public bool IsUnchanged()
    {
        FileInfo now = new(Path);
        return now.Exists && now.Length == Bytes && now.LastWriteTimeUtc == ModifiedUtc;
    }
}
