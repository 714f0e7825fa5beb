namespace DeepWonder3D.Runs.Journal;

/// <summary>A file that a step made.</summary>
/// <param name="File">Its path below the recording's folder, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its content's SHA-256; null for movies, which are known by their size.</param>
internal sealed record StepOutput(string File, long Bytes, string? Sha256);
