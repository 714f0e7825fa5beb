using Google.Protobuf;

namespace DeepWonder3D.Models.Onnx.Editing;

/// <summary>A Protocol Buffers message that is read, changed in places and written again: all that is not changed stays as it was, in its order.</summary>
internal sealed class ProtobufRecord
{
    private readonly List<ProtobufField> _fields = [];

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidProtocolBufferException">It is damaged.</exception>
    /// <exception cref="InvalidDataException">It has a field of a kind that no ONNX file has.</exception>
    public static ProtobufRecord Read(ByteString bytes)
    {
        ProtobufRecord record = new();
        CodedInputStream input = bytes.CreateCodedInput();
        for (uint tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            WireFormat.WireType type = WireFormat.GetTagWireType(tag);
            int number = WireFormat.GetTagFieldNumber(tag);
            record._fields.Add(type switch
            {
                WireFormat.WireType.Varint => new ProtobufField(number, type, input.ReadUInt64(), null),
                WireFormat.WireType.Fixed32 => new ProtobufField(number, type, input.ReadFixed32(), null),
                WireFormat.WireType.Fixed64 => new ProtobufField(number, type, input.ReadFixed64(), null),
                WireFormat.WireType.LengthDelimited => new ProtobufField(number, type, 0, input.ReadBytes()),
                _ => throw new InvalidDataException($"It has a field of kind {type}."),
            });
        }

        return record;
    }

    /// <summary>The texts of a field, in order.</summary>
    public IReadOnlyList<string> Texts(int number) => [.. Of(number).Select(field => field.Bytes!.ToStringUtf8())];

    /// <summary>The text of a field; empty where it is absent.</summary>
    public string Text(int number) => Of(number).LastOrDefault()?.Bytes?.ToStringUtf8() ?? "";

    /// <summary>The number of a field; 0 where it is absent.</summary>
    public long Integer(int number) => (long)(Of(number).LastOrDefault()?.Integer ?? 0);

    /// <summary>The bytes of a field; empty where it is absent.</summary>
    public ByteString Bytes(int number) => Of(number).LastOrDefault()?.Bytes ?? ByteString.Empty;

    /// <summary>The messages of a field, in order.</summary>
    public IReadOnlyList<ProtobufRecord> Messages(int number) => [.. Of(number).Select(field => Read(field.Bytes!))];

    /// <summary>Puts messages in a field's place.</summary>
    public void Replace(int number, IEnumerable<ProtobufRecord> messages) =>
        Replace(number, messages.Select(message => new ProtobufField(number, WireFormat.WireType.LengthDelimited, 0, message.ToBytes())));

    /// <summary>Puts texts in a field's place.</summary>
    public void Replace(int number, IEnumerable<string> texts) =>
        Replace(number, texts.Select(text => new ProtobufField(number, WireFormat.WireType.LengthDelimited, 0, ByteString.CopyFromUtf8(text))));

    /// <summary>Puts bytes in a field's place.</summary>
    public void Replace(int number, ByteString bytes) => Replace(number, [new ProtobufField(number, WireFormat.WireType.LengthDelimited, 0, bytes)]);

    /// <summary>Puts a number in a field's place.</summary>
    public void Replace(int number, long value) => Replace(number, [new ProtobufField(number, WireFormat.WireType.Varint, (ulong)value, null)]);

    /// <summary>The message as bytes.</summary>
    public ByteString ToBytes()
    {
        using MemoryStream bytes = new();
        using (CodedOutputStream output = new(bytes, leaveOpen: true))
        {
            _fields.ForEach(field => Write(field, output));
        }

        return UnsafeByteOperations.UnsafeWrap(bytes.ToArray());
    }

    private static void Write(ProtobufField field, CodedOutputStream output)
    {
        output.WriteTag(field.Number, field.Type);
        switch (field.Type)
        {
            case WireFormat.WireType.Varint: output.WriteUInt64(field.Integer); break;
            case WireFormat.WireType.Fixed32: output.WriteFixed32((uint)field.Integer); break;
            case WireFormat.WireType.Fixed64: output.WriteFixed64(field.Integer); break;
            default: output.WriteBytes(field.Bytes!); break;
        }
    }

    private IEnumerable<ProtobufField> Of(int number) => _fields.Where(field => field.Number == number);

    private void Replace(int number, IEnumerable<ProtobufField> fields)
    {
        ProtobufField[] replacement = [.. fields];
        int first = _fields.FindIndex(field => field.Number == number);
        _fields.RemoveAll(field => field.Number == number);
        _fields.InsertRange(first < 0 ? _fields.Count : first, replacement);
    }
}
