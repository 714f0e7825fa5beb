using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Formats;

/// <summary>A file that a stage writes its result to while it runs.</summary>
/// <param name="Path">The file.</param>
/// <param name="Options">How it is written.</param>
public sealed record VolumeFile(string Path, VolumeWriteOptions Options) : IVolumeSink
{
    /// <inheritdoc/>
    public Volume Write(Volume volume, CancellationToken token)
    {
        VolumeWriter.Write(volume, Path, Options, SilentObserver.Instance, token);
        return VolumeReader.Open(Path, VolumeReadOptions.Default, token);
    }
}
