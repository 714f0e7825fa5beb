namespace DeepWonder3D.Formats.Tiff;

/// <summary>One file of a recording in several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Directories">Where each page's directory starts.</param>
/// <param name="Samples">Where each page's samples start, or -1 where they must be decoded.</param>
internal sealed record TiffSetFile(string Path, long[] Directories, long[] Samples);
