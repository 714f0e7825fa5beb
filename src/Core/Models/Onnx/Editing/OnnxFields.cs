namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>Field numbers of the messages that an ONNX file is made of.</summary>
internal static class OnnxFields
{
    public const int NodeInput = 1;
    public const int NodeOutput = 2;
    public const int NodeName = 3;
    public const int NodeOperator = 4;
    public const int NodeAttribute = 5;

    public const int AttributeName = 1;
    public const int AttributeInteger = 3;
    public const int AttributeGraph = 6;

    public const int TensorType = 2;
    public const int TensorName = 8;
    public const int TensorData = 9;
}
