using System.Runtime.InteropServices;

namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>A plain array inside a pickle.</summary>
/// <param name="Type">Its type as NumPy names it without the byte order, such as <c>f4</c>.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Bytes">Its items.</param>
internal sealed record NumpyArray(string Type, int[] Shape, byte[] Bytes)
{
    /// <summary>Whether the items' bytes stand in the order that few machines have.</summary>
    public bool IsBigEndian { get; init; }

    public static NumpyArray Of(int[] values) => new("i4", [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static NumpyArray Of(float[] values, params int[] shape) =>
        new("f4", shape.Length == 0 ? [values.Length] : shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static NumpyArray Of(bool[] values) => new("b1", [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The items as numbers; null where they are none.</summary>
    public double[]? ToDoubles()
    {
        (char kind, int bytes) = Type is [char letter, >= '1' and <= '8' and char digit] ? (letter, digit - '0') : default;
        if (Arrays.StoredType.Of(kind, bytes, IsBigEndian == BitConverter.IsLittleEndian) is not { } stored || Bytes.Length % bytes != 0)
        {
            return null;
        }

        byte[] items = [.. Bytes];
        stored.Decode(items);
        double[] numbers = new double[items.Length / bytes];
        Volumes.SampleTypes.Decode<double>(stored.SampleType, items, numbers);
        return numbers;
    }
}
