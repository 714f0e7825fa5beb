namespace DeepWonder3D.Volumes;

/// <summary>Where a stage puts its result while it runs, in place of memory or a scratch file: such as a file of some format.</summary>
public interface IVolumeSink
{
    /// <summary>
    /// Takes a volume from its first frame to its last. Frames may still be computed when they are asked for, and are asked for once.
    /// </summary>
    /// <param name="volume">The volume; it stays the caller's.</param>
    /// <param name="token">Stops the writing; then nothing is left behind.</param>
    /// <returns>The volume as it was written, open for reading; the caller disposes of it.</returns>
    Volume Write(Volume volume, CancellationToken token);
}
