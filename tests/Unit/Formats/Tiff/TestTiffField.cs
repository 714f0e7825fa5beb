using System.Text;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>One entry of a directory that a test writes.</summary>
/// <param name="Type">The TIFF type's number.</param>
/// <param name="Count">The count that is stated.</param>
/// <param name="Values">The numbers that are written.</param>
/// <param name="Size">Bytes a number.</param>
internal sealed record TestTiffField(int Type, long Count, long[] Values, int Size)
{
    public static TestTiffField Short(params long[] values) => new(3, values.Length, values, 2);

    public static TestTiffField Long(params long[] values) => new(4, values.Length, values, 4);

    public static TestTiffField Long8(params long[] values) => new(16, values.Length, values, 8);

    public static TestTiffField Offsets(bool big, params long[] values) => big ? Long8(values) : Long(values);

    public static TestTiffField Rational(uint above, uint below) => new(5, 1, [above, below], 4);

    public static TestTiffField Ascii(string text)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
        return new(2, bytes.Length, [.. bytes], 1);
    }

    public byte[] Bytes(Func<long, int, byte[]> number) => [.. Values.SelectMany(v => number(v, Size))];
}
