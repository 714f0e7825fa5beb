using DeepWonder3D.Formats;

namespace DeepWonder3D.Stages;

/// <summary>The file that a stage writes its result to while it runs, in place of memory or a scratch file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Options">How it is written.</param>
internal sealed record ResultFile(string Path, VolumeWriteOptions Options);
