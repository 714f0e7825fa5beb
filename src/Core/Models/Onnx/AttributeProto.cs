using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx;

/// <summary>A fixed setting of an operator: an integer, integers, a text, or a graph.</summary>
internal sealed partial class AttributeProto
{
    public static implicit operator AttributeProto((string Name, long Value) attribute) =>
        new() { Name = attribute.Name, I = attribute.Value, Type = Types.AttributeType.Int };

    public static implicit operator AttributeProto((string Name, long[] Values) attribute) =>
        new() { Name = attribute.Name, Ints = { attribute.Values }, Type = Types.AttributeType.Ints };

    public static implicit operator AttributeProto((string Name, string Value) attribute) =>
        new() { Name = attribute.Name, S = ByteString.CopyFromUtf8(attribute.Value), Type = Types.AttributeType.String };

    public static implicit operator AttributeProto((string Name, GraphProto Graph) attribute) =>
        new() { Name = attribute.Name, G = attribute.Graph, Type = Types.AttributeType.Graph };
}
