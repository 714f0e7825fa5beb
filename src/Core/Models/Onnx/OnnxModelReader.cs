using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx;

/// <summary>Reads the metadata map of an ONNX file without loading the network, and without ONNX Runtime.</summary>
internal static class OnnxModelReader
{
    private const int MaxEntries = 1000;
    private const int MaxEntryBytes = 64 << 10;
    private const int MaxNesting = 16;

    private const int IrVersionField = 1;
    private const int GraphField = 7;
    private const int MetadataField = 14;

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
            hasGraph |= field == GraphField && isMessage;
            hasVersion |= field == IrVersionField && !isMessage;
            if (field == MetadataField && isMessage)
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

        CodedInputStream input = entry.CreateCodedInput();
        (string key, string value) = ("", "");
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            switch (tag)
            {
                case (1 << 3) | 2: key = input.ReadString(); break;
                case (2 << 3) | 2: value = input.ReadString(); break;
                default: input.SkipLastField(); break;
            }
        }

        metadata[key] = value;
    }
}
