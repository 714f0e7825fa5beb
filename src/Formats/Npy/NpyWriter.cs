namespace DeepWonder3D.Formats.Npy;

/// <summary>Writes arrays as <c>numpy.save</c> does, in C order and this machine's byte order.</summary>
internal static class NpyWriter
{
    private const int Alignment = 64;

    private static char Order => BitConverter.IsLittleEndian ? '<' : '>';

    public static void Write(Stream stream, ReadOnlySpan<float> samples, params ReadOnlySpan<int> shape) =>
        Write(stream, $"{Order}f4", MemoryMarshal.AsBytes(samples), shape);

    public static void Write(Stream stream, ReadOnlySpan<double> samples, params ReadOnlySpan<int> shape) =>
        Write(stream, $"{Order}f8", MemoryMarshal.AsBytes(samples), shape);

    public static void Write(Stream stream, ReadOnlySpan<int> samples, params ReadOnlySpan<int> shape) =>
        Write(stream, $"{Order}i4", MemoryMarshal.AsBytes(samples), shape);

    /// <summary>Writes the header of an array; its samples follow.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="type">The samples' type, such as <c>&lt;f4</c>, or <c>|O</c> for Python objects.</param>
    /// <param name="shape">The length of each axis, slowest first.</param>
    public static void WriteHeader(Stream stream, string type, ReadOnlySpan<int> shape)
    {
        StringBuilder lengths = new();
        foreach (int length in shape)
        {
            lengths.Append(CultureInfo.InvariantCulture, $"{length},");
        }

        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({lengths}), }}";
        int total = (10 + header.Length + 1 + Alignment - 1) / Alignment * Alignment;
        int bytes = total - 10;
        stream.Write(
            [0x93, .. "NUMPY"u8, 1, 0, (byte)bytes, (byte)(bytes >> 8), .. Encoding.ASCII.GetBytes(header.PadRight(bytes - 1) + "\n")]);
    }

    private static void Write(Stream stream, string type, ReadOnlySpan<byte> samples, ReadOnlySpan<int> shape)
    {
        WriteHeader(stream, type, shape);
        stream.Write(samples);
    }
}
