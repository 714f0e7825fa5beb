using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>One field of a Protocol Buffers message as it stands in the file.</summary>
/// <param name="Number">The field's number.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Integer">Its value, where it is a number.</param>
/// <param name="Bytes">Its value, where it is a text, bytes or a message.</param>
internal sealed record ProtobufField(int Number, WireFormat.WireType Type, ulong Integer, ByteString? Bytes);
