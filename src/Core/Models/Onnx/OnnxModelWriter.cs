namespace DeepWonder3D.Models.Onnx;

/// <summary>Writes a graph and its metadata as an ONNX file. No time, machine or path goes in: the same model gives the same bytes.</summary>
internal static class OnnxModelWriter
{
    /// <summary>IR version 8 came with opset 17.</summary>
    private const int IrVersion = 8;

    private const string Producer = "DeepWonder3D for PowerShell";

    /// <summary>The bytes of a ModelProto.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="metadata">The metadata map, written in its order.</param>
    public static byte[] Write(OnnxGraph graph, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        ProtobufMessage opset = new ProtobufMessage().Text(1, "").Integer(2, OnnxGraph.Opset);
        ProtobufMessage model = new ProtobufMessage().Integer(1, IrVersion).Text(2, Producer).Message(7, graph.ToProtobuf()).Message(8, opset);
        foreach ((string key, string value) in metadata)
        {
            model.Message(14, new ProtobufMessage().Text(1, key).Text(2, value));
        }

        return model.ToArray();
    }
}
