namespace DeepWonder3D.Models.Onnx;

/// <summary>The length of an axis of a graph's input or output: a number, or a name where any length will do.</summary>
internal readonly record struct OnnxDimension(long? Length, string? Symbol)
{
    public static implicit operator OnnxDimension(long length) => new(length, null);

    public static implicit operator OnnxDimension(string symbol) => new(null, symbol);
}
