using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>
/// Makes a network compute in float16 that was written to compute in float32. Inputs and outputs stay float32. Convolutions are in float16, and so is what follows them until an operator
/// that loses too much there (or is not known to take it), which is given float32 as before.
/// </summary>
internal static class HalfPrecisionPass
{
    /// <summary>The same model in float16.</summary>
    /// <param name="model">The bytes of an ONNX file.</param>
    /// <exception cref="InvalidDataException">It is no ONNX model, or a weight is beyond what float16 holds.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is damaged.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> model)
    {
        ModelProto file = ModelProto.Parser.ParseFrom(model);
        new HalfPrecisionGraph(file.Graph ?? throw new InvalidDataException("It holds no network."), outer: null).Convert();
        return file.ToByteArray();
    }
}
