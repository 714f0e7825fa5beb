namespace DeepWonder3D.Formats.Folders;

/// <summary>Where one channel of a frame lies.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Page">The page in it, from 1.</param>
internal readonly record struct BrukerPage(string File, int Page);
