namespace DeepWonder3D.Models.Onnx;

/// <summary>The element types that our graphs use, by their ONNX numbers (TensorProto.DataType).</summary>
internal enum OnnxType
{
    Float32 = 1,
    Int64 = 7,
    Boolean = 9,
    Float16 = 10,
}
