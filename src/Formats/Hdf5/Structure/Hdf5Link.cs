namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>A name in a group.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">Where the object's header lies; -1 where the name stands for another path.</param>
/// <param name="Target">The other path; null for an object.</param>
/// <param name="File">The other file; null for this one.</param>
internal sealed record Hdf5Link(string Name, long Address, string? Target = null, string? File = null);
