namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>Where a chunk lies.</summary>
/// <param name="Address">Where it starts in the file.</param>
/// <param name="Bytes">Its bytes as they are stored.</param>
/// <param name="Mask">A bit for each filter that it was not put through.</param>
internal readonly record struct Hdf5ChunkPlace(long Address, long Bytes, long Mask);
