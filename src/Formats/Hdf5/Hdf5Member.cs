namespace DeepWonder3D.Formats.Hdf5;

/// <summary>A member of a compound type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it lies in an item, bytes.</param>
/// <param name="Type">Its type.</param>
internal sealed record Hdf5Member(string Name, int Offset, Hdf5Datatype Type);
