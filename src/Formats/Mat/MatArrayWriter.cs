namespace DeepWonder3D.Formats.Mat;

/// <summary>Writes arrays as elements, in this machine's byte order.</summary>
internal sealed class MatArrayWriter(Stream stream, CancellationToken cancellation)
{
    private const int BlockValues = 1 << 13;

    private readonly Stream _stream = stream;

    public static void WriteTag(Stream stream, MatType type, long bytes)
    {
        ReadOnlySpan<uint> tag = [(uint)type, checked((uint)bytes)];
        stream.Write(MemoryMarshal.AsBytes(tag));
    }

    public void Write(string name, MatArray array)
    {
        cancellation.ThrowIfCancellationRequested();
        WriteTag(_stream, MatType.Matrix, MatLayout.BytesOf(name, array));
        MatFlags flags = MatFlags.Of(ClassOf(array), array is MatNumeric { IsLogical: true });
        WriteElement<uint>(MatType.UInt32, [(uint)flags.Word, 0]);
        WriteElement<int>(MatType.Int32, [.. array.Dims]);
        WriteElement<byte>(MatType.Int8, Encoding.ASCII.GetBytes(name));
        WriteContent(array);
    }

    private static MatClass ClassOf(MatArray array) => array switch
    {
        MatNumeric numeric => numeric.Class,
        MatComputed => MatClass.Double,
        MatText => MatClass.Char,
        MatCell => MatClass.Cell,
        _ => MatClass.Struct,
    };

    private void WriteContent(MatArray array)
    {
        switch (array)
        {
            case MatNumeric numeric:
                WriteNumbers(numeric);
                break;
            case MatComputed computed:
                WriteComputed(computed);
                break;
            case MatText text:
                (MatType type, Encoding encoding) = text.Stored;
                WriteElement<byte>(type, encoding.GetBytes(text.Characters));
                break;
            case MatCell cell:
                foreach (MatArray content in cell.Cells)
                {
                    Write("", content);
                }

                break;
            case MatStruct records:
                WriteStruct(records);
                break;
            default:
                throw new ArgumentException($"{array} cannot be written.", nameof(array));
        }
    }

    private void WriteNumbers(MatNumeric numeric)
    {
        MatType type = MatTypes.StoredAs(numeric.Class);
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(
            ref MemoryMarshal.GetArrayDataReference(numeric.Values), numeric.Values.Length * MatTypes.BytesOf(type));
        WriteElement(type, bytes);
    }

    private void WriteComputed(MatComputed computed)
    {
        double[] block = new double[Math.Min(BlockValues, computed.Count)];
        long bytes = computed.Count * sizeof(double);
        WriteTag(_stream, MatType.Double, bytes);
        for (long start = 0; start < computed.Count; start += block.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            Span<double> values = block.AsSpan(0, (int)Math.Min(block.Length, computed.Count - start));
            computed.Fill(start, values);
            _stream.Write(MemoryMarshal.AsBytes(values));
        }
    }

    private void WriteStruct(MatStruct records)
    {
        byte[] names = new byte[records.Fields.Count * MatLayout.FieldNameBytes];
        for (int i = 0; i < records.Fields.Count; i++)
        {
            // The last byte stays 0.
            Encoding.ASCII.GetBytes(records.Fields[i], names.AsSpan(i * MatLayout.FieldNameBytes, MatLayout.FieldNameBytes - 1));
        }

        WriteElement<int>(MatType.Int32, [MatLayout.FieldNameBytes]);
        WriteElement<byte>(MatType.Int8, names);
        for (int record = 0; record < records.Count; record++)
        {
            foreach (MatArray value in records.Record(record))
            {
                Write("", value);
            }
        }
    }

    private void WriteElement<T>(MatType type, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        Span<byte> padding = stackalloc byte[MatLayout.TagBytes];
        padding.Clear();
        if (MatLayout.IsSmall(bytes.Length))
        {
            ReadOnlySpan<uint> start = [((uint)bytes.Length << 16) | (uint)type];
            bytes.CopyTo(padding);
            _stream.Write(MemoryMarshal.AsBytes(start));
            _stream.Write(padding[..4]);
            return;
        }

        WriteTag(_stream, type, bytes.Length);
        _stream.Write(bytes);
        _stream.Write(padding[..(int)(MatLayout.Padded(bytes.Length) - bytes.Length)]);
    }
}
