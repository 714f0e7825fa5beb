using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx;

/// <summary>
/// Reads the metadata map of an ONNX file without ONNX Runtime. The network, which may be large, is passed over: the file is not read as a
/// whole <see cref="ModelProto"/>.
/// </summary>
internal static class OnnxModelReader
{
    private const int MaxEntries = 1000;
    private const int MaxEntryBytes = 64 << 10;
    private const int MaxNesting = 16;

    /// <summary>The metadata map; of a key that occurs twice, the last value.</summary>
    /// <param name="file">The file, from its first byte.</param>
    /// <exception cref="InvalidDataException">The file is no ONNX model.</exception>
    /// <exception cref="InvalidProtocolBufferException">The file is damaged.</exception>
    public static Dictionary<string, string> ReadMetadata(Stream file)
    {
        using CodedInputStream input = CodedInputStream.CreateWithLimits(file, int.MaxValue, MaxNesting);
        Dictionary<string, string> metadata = [];
        bool hasGraph = false;
        bool hasVersion = false;
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            bool isMessage = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            int field = WireFormat.GetTagFieldNumber(tag);
            hasGraph |= field == ModelProto.GraphFieldNumber && isMessage;
            hasVersion |= field == ModelProto.IrVersionFieldNumber && !isMessage;
            if (field == ModelProto.MetadataPropsFieldNumber && isMessage)
            {
                AddEntry(input.ReadBytes(), metadata);
            }
            else
            {
                input.SkipLastField();
            }
        }

        return hasGraph && hasVersion ? metadata : throw new InvalidDataException("It holds no network.");
    }

    private static void AddEntry(ByteString entry, Dictionary<string, string> metadata)
    {
        if (entry.Length > MaxEntryBytes || metadata.Count >= MaxEntries)
        {
            throw new InvalidDataException("Its metadata are larger than any model needs.");
        }

        StringStringEntryProto read = StringStringEntryProto.Parser.ParseFrom(entry);
        metadata[read.Key] = read.Value;
    }
}
