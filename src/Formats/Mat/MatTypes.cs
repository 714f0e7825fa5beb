namespace DeepWonder3D.Formats.Mat;

/// <summary>Which class and stored type go with which type of sample.</summary>
internal static class MatTypes
{
    public static MatClass ClassOf(Array values) => Type.GetTypeCode(values.GetType().GetElementType()) switch
    {
        TypeCode.Double => MatClass.Double,
        TypeCode.Single => MatClass.Single,
        TypeCode.SByte => MatClass.Int8,
        TypeCode.Byte => MatClass.UInt8,
        TypeCode.Int16 => MatClass.Int16,
        TypeCode.UInt16 => MatClass.UInt16,
        TypeCode.Int32 => MatClass.Int32,
        TypeCode.UInt32 => MatClass.UInt32,
        TypeCode.Int64 => MatClass.Int64,
        TypeCode.UInt64 => MatClass.UInt64,
        _ => throw new ArgumentException($"{values.GetType().Name} has no MATLAB class.", nameof(values)),
    };

    public static MatType StoredAs(MatClass numeric) => numeric switch
    {
        MatClass.Double => MatType.Double,
        MatClass.Single => MatType.Single,
        MatClass.Int8 => MatType.Int8,
        MatClass.UInt8 => MatType.UInt8,
        MatClass.Int16 => MatType.Int16,
        MatClass.UInt16 => MatType.UInt16,
        MatClass.Int32 => MatType.Int32,
        MatClass.UInt32 => MatType.UInt32,
        MatClass.Int64 => MatType.Int64,
        MatClass.UInt64 => MatType.UInt64,
        _ => throw new ArgumentOutOfRangeException(nameof(numeric)),
    };

    /// <summary>Bytes of one item; 0 for types that are not numbers.</summary>
    public static int BytesOf(MatType type) => type switch
    {
        MatType.Int8 or MatType.UInt8 => 1,
        MatType.Int16 or MatType.UInt16 => 2,
        MatType.Int32 or MatType.UInt32 or MatType.Single => 4,
        MatType.Int64 or MatType.UInt64 or MatType.Double => 8,
        _ => 0,
    };
}

/// <summary>The class of an array, with the numbers that a MATLAB 5 file gives them.</summary>
internal enum MatClass
{
    Cell = 1,
    Struct = 2,
    Object = 3,
    Char = 4,
    Sparse = 5,
    Double = 6,
    Single = 7,
    Int8 = 8,
    UInt8 = 9,
    Int16 = 10,
    UInt16 = 11,
    Int32 = 12,
    UInt32 = 13,
    Int64 = 14,
    UInt64 = 15,
    Function = 16,
    Opaque = 17,
}

/// <summary>The type of a stored element, with the numbers that a MATLAB 5 file gives them.</summary>
internal enum MatType
{
    Int8 = 1,
    UInt8 = 2,
    Int16 = 3,
    UInt16 = 4,
    Int32 = 5,
    UInt32 = 6,
    Single = 7,
    Double = 9,
    Int64 = 12,
    UInt64 = 13,
    Matrix = 14,
    Compressed = 15,
    Utf8 = 16,
    Utf16 = 17,
    Utf32 = 18,
}
