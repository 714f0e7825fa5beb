namespace DeepWonder3D.Runs.Recordings;

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
