namespace DeepWonder3D.Formats.Mat;

/// <summary>What stands before an element's data.</summary>
/// <param name="Type">The type of the data.</param>
/// <param name="Bytes">The length of the data.</param>
/// <param name="Padding">Bytes between the end of the data and the next element.</param>
internal readonly record struct MatTag(MatType Type, long Bytes, int Padding);
