namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>How a file lists a dataset's chunks, with the numbers that the format gives; the older tree has none.</summary>
internal enum Hdf5IndexKind
{
    Tree1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    Tree2 = 5,
}
