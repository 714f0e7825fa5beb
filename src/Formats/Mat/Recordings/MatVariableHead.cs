namespace DeepWonder3D.Formats.Mat.Recordings;

/// <summary>What a MATLAB 5 file says of a variable before its items.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dims">Rows, columns, and so on.</param>
/// <param name="Flags">Its class.</param>
/// <param name="Data">The element that holds its items; null where it holds no plain numbers.</param>
/// <param name="DataOffset">Where the items start in the file, or in the inflated variable.</param>
/// <param name="CompressedOffset">Where the compressed variable starts in the file; -1 where it is not compressed.</param>
/// <param name="CompressedBytes">Bytes of the compressed variable.</param>
internal sealed record MatVariableHead(string Name, int[] Dims, MatFlags Flags, MatTag? Data, long DataOffset, long CompressedOffset, long CompressedBytes)
{
    public override string ToString() => Name;
}
