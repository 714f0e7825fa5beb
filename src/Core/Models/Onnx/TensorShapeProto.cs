namespace DeepWonder3D.Models.Onnx;

internal sealed partial class TensorShapeProto
{
    public static partial class Types
    {
        /// <summary>The length of an axis: a number, or a name where any length will do.</summary>
        internal sealed partial class Dimension
        {
            public static implicit operator Dimension(long length) => new() { DimValue = length };

            public static implicit operator Dimension(string symbol) => new() { DimParam = symbol };
        }
    }
}
