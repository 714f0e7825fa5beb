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
