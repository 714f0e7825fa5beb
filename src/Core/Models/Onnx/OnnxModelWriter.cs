using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx;

/// <summary>
/// Writes a graph and its metadata as an ONNX file. No time, machine or path goes in: the same model gives the same bytes.
/// </summary>
internal static class OnnxModelWriter
{
    /// <summary>IR version 8 came with opset 17.</summary>
    private const int IrVersion = 8;

    private const string Producer = "DeepWonder3D for PowerShell";

    /// <summary>The bytes of the file.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="metadata">The metadata map, written in its order.</param>
    public static byte[] Write(OnnxGraph graph, IEnumerable<KeyValuePair<string, string>> metadata) => new ModelProto
    {
        IrVersion = IrVersion,
        ProducerName = Producer,
        Graph = graph.Proto,
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OnnxGraph.Opset } },
        MetadataProps = { metadata.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }) },
    }.ToByteArray();
}
