namespace DeepWonder3D.Models.Onnx;

/// <summary>An input or an output of a graph.</summary>
internal sealed record OnnxValue(string Name, OnnxType Type, OnnxDimension[] Shape)
{
    /// <summary>ValueInfoProto.</summary>
    public ProtobufMessage ToProtobuf()
    {
        ProtobufMessage shape = new();
        foreach (OnnxDimension dimension in Shape)
        {
            ProtobufMessage message = new();
            shape.Message(1, dimension.Length is { } length ? message.Integer(1, length) : message.Text(2, dimension.Symbol!));
        }

        ProtobufMessage tensorType = new ProtobufMessage().Integer(1, (long)Type).Message(2, shape);
        return new ProtobufMessage().Text(1, Name).Message(2, new ProtobufMessage().Message(1, tensorType));
    }
}
