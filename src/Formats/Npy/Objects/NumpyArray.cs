using System.Runtime.InteropServices;

namespace DeepWonder3D.Formats.Npy.Objects;

/// <summary>A plain array inside a pickle, little-endian.</summary>
/// <param name="Type">Its type as NumPy names it without the byte order, such as <c>f4</c>.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Bytes">Its items.</param>
internal sealed record NumpyArray(string Type, int[] Shape, byte[] Bytes)
{
    public static NumpyArray Of(int[] values) => new("i4", [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static NumpyArray Of(float[] values, params int[] shape) => new("f4", shape.Length == 0 ? [values.Length] : shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static NumpyArray Of(bool[] values) => new("b1", [values.Length], MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    /// <summary>The items as numbers; null where they are none.</summary>
    public double[]? ToDoubles()
    {
        int bytes = Type.Length > 1 && char.IsAsciiDigit(Type[^1]) ? Type[^1] - '0' : 0;
        if (Arrays.StoredType.Of(Type[0], bytes, !BitConverter.IsLittleEndian && bytes > 1) is not { } stored || Bytes.Length % bytes != 0)
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
