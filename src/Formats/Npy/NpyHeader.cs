using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Npy;

/// <summary>What a NumPy file says of its array before the samples.</summary>
internal sealed partial record NpyHeader(bool BigEndian, char Kind, int ItemBytes, bool FortranOrder, int[] Shape)
{
    // NumPy's own limit for the header of an array without fields.
    private const int MaxHeaderBytes = 10_000;

    public long Count => Shape.Aggregate(1L, (product, length) => checked(product * length));

    /// <summary>Reads the header; the stream then stands at the first sample.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NpyFileInvalid"/>.</exception>
    public static NpyHeader Read(Stream stream, string path) => Parse(ReadText(stream, path), path);

    private static string ReadText(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[8];
        if (stream.ReadAtLeast(start, start.Length, false) < start.Length || start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8))
        {
            throw Invalid(path, "it does not begin with NumPy's signature");
        }

        Span<byte> length = stackalloc byte[start[6] == 1 ? 2 : 4];
        stream.ReadExactly(length);
        long bytes = length.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(length) : BinaryPrimitives.ReadUInt32LittleEndian(length);
        if (bytes > MaxHeaderBytes)
        {
            throw Invalid(path, $"its header claims {bytes} bytes");
        }

        byte[] text = new byte[bytes];
        stream.ReadExactly(text);
        return Encoding.UTF8.GetString(text);
    }

    /// <summary>Passes over the header of an array of Python objects; the stream then stands at their pickle.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.NpyFileInvalid"/>.</exception>
    public static void SkipObjects(Stream stream, string path)
    {
        string text = ReadText(stream, path);
        if (!text.Contains("'|O'", StringComparison.Ordinal))
        {
            throw Invalid(path, "its header describes no array of objects");
        }
    }

    public static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.NpyFileInvalid,
        $"The NumPy file '{path}' cannot be read: {why}.",
        path,
        "Save it again with numpy.save, as plain numbers.",
        inner);

    private static NpyHeader Parse(string text, string path)
    {
        Match type = TypePattern().Match(text);
        Match order = OrderPattern().Match(text);
        Match shape = ShapePattern().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
        {
            throw Invalid(path, "its header describes something other than an array of plain numbers");
        }

        List<int> lengths = [];
        foreach (string part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            lengths.Add(int.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int axis)
                ? axis
                : throw Invalid(path, $"an axis has the length '{part}'"));
        }

        return new NpyHeader(
            type.Groups[1].Value == ">",
            type.Groups[2].Value[0],
            int.Parse(type.Groups[3].Value, CultureInfo.InvariantCulture),
            order.Groups[1].Value == "True",
            [.. lengths]);
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([<>|=])([biuf])([1248])['"]""")]
    private static partial Regex TypePattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^()]*)\)""")]
    private static partial Regex ShapePattern();
}
