namespace DeepWonder3D.Models.Onnx;

/// <summary>A fixed setting of an operator: an integer, integers, a text, or a graph.</summary>
internal sealed record OnnxAttribute(string Name, object Value)
{
    private const int IntegerKind = 2;
    private const int TextKind = 3;
    private const int GraphKind = 5;
    private const int IntegersKind = 7;

    public static implicit operator OnnxAttribute((string Name, long Value) attribute) => new(attribute.Name, attribute.Value);

    public static implicit operator OnnxAttribute((string Name, long[] Value) attribute) => new(attribute.Name, attribute.Value);

    public static implicit operator OnnxAttribute((string Name, string Value) attribute) => new(attribute.Name, attribute.Value);

    public static implicit operator OnnxAttribute((string Name, ProtobufMessage Graph) attribute) => new(attribute.Name, attribute.Graph);

    /// <summary>AttributeProto.</summary>
    public ProtobufMessage ToProtobuf()
    {
        ProtobufMessage message = new ProtobufMessage().Text(1, Name);
        switch (Value)
        {
            case long integer:
                return message.Integer(3, integer).Integer(20, IntegerKind);
            case string text:
                return message.Text(4, text).Integer(20, TextKind);
            case ProtobufMessage graph:
                return message.Message(6, graph).Integer(20, GraphKind);
            default:
                foreach (long integer in (long[])Value)
                {
                    message.Integer(8, integer);
                }

                return message.Integer(20, IntegersKind);
        }
    }
}
