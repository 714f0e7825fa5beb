namespace DeepWonder3D.Models.Onnx;

/// <summary>One operator of a graph. An input that is left out has an empty name.</summary>
internal sealed record OnnxNode(string Name, string Operator, string[] Inputs, string Output, OnnxAttribute[] Attributes)
{
    /// <summary>NodeProto.</summary>
    public ProtobufMessage ToProtobuf()
    {
        ProtobufMessage message = new();
        foreach (string input in Inputs)
        {
            message.Text(1, input);
        }

        message.Text(2, Output).Text(3, Name).Text(4, Operator);
        foreach (OnnxAttribute attribute in Attributes)
        {
            message.Message(5, attribute.ToProtobuf());
        }

        return message;
    }
}
