namespace DeepWonder3D.Formats.Mat;

/// <summary>How many bytes arrays take in a file: a length stands before what it measures.</summary>
internal static class MatLayout
{
    public const int TagBytes = 8;

    /// <summary>MATLAB's length of a field's name with its final zero.</summary>
    public const int FieldNameBytes = 32;

    private const int SmallBytes = 4;

    /// <summary>Bytes of an array behind its tag.</summary>
    public static long BytesOf(string name, MatArray array) =>
        ElementBytes(2 * sizeof(uint))
        + ElementBytes(array.Dims.Count * (long)sizeof(int))
        + ElementBytes(Encoding.ASCII.GetByteCount(name))
        + ContentBytes(array);

    /// <summary>Bytes of an element with its tag and padding.</summary>
    public static long ElementBytes(long dataBytes) => IsSmall(dataBytes) ? TagBytes : TagBytes + Padded(dataBytes);

    /// <summary>Whether an element's data stands inside its tag.</summary>
    public static bool IsSmall(long dataBytes) => dataBytes <= SmallBytes;

    public static long Padded(long bytes) => (bytes + TagBytes - 1) / TagBytes * TagBytes;

    private static long ContentBytes(MatArray array) => array switch
    {
        MatNumeric numeric => ElementBytes(numeric.Count * MatTypes.BytesOf(MatTypes.StoredAs(numeric.Class))),
        MatComputed computed => ElementBytes(checked(computed.Count * sizeof(double))),
        MatText text => ElementBytes(text.Stored.Encoding.GetByteCount(text.Characters)),
        MatCell cell => NestedBytes(cell.Cells),
        MatStruct records => StructBytes(records),
        _ => throw new ArgumentException($"{array} cannot be written.", nameof(array)),
    };

    private static long StructBytes(MatStruct records)
    {
        long bytes = ElementBytes(sizeof(int)) + ElementBytes(records.Fields.Count * (long)FieldNameBytes);
        for (int record = 0; record < records.Count; record++)
        {
            foreach (MatArray value in records.Record(record))
            {
                bytes += TagBytes + BytesOf("", value);
            }
        }

        return bytes;
    }

    private static long NestedBytes(IReadOnlyList<MatArray> arrays)
    {
        long bytes = 0;
        foreach (MatArray array in arrays)
        {
            bytes += TagBytes + BytesOf("", array);
        }

        return bytes;
    }
}
