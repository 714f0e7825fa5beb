namespace DeepWonder3D.Formats.Zarr;

/// <summary>Decompresses to exactly as many bytes as there must be: what a damaged file claims costs neither memory nor time.</summary>
internal static class Compression
{
    /// <summary>Fills a target from a stream, which is closed.</summary>
    /// <exception cref="InvalidDataException">The stream ends early.</exception>
    public static void Inflate(Stream stream, Span<byte> target)
    {
        using (stream)
        {
            if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) != target.Length)
            {
                throw new InvalidDataException($"it does not hold the {target.Length} bytes that it must");
            }
        }
    }

    /// <summary>Fills a target from frames of zstd.</summary>
    /// <exception cref="InvalidDataException">They are damaged, or hold another number of bytes.</exception>
    public static void Zstd(ReadOnlySpan<byte> source, Span<byte> target)
    {
        try
        {
            using ZstdSharp.Decompressor decompressor = new();
            int decoded = decompressor.Unwrap(source, target);
            if (decoded != target.Length)
            {
                throw new InvalidDataException($"a frame of zstd holds {decoded} bytes instead of {target.Length}");
            }
        }
        catch (ZstdSharp.ZstdException e)
        {
            throw new InvalidDataException(e.Message.TrimEnd('.'), e);
        }
    }
}
