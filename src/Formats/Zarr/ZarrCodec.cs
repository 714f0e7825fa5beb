using System.IO.Compression;
using System.Numerics;
using System.Text.Json;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>One step by which a chunk's bytes were packed.</summary>
internal abstract class ZarrCodec
{
    /// <summary>Undoes the step.</summary>
    /// <param name="packed">What the step left.</param>
    /// <param name="bytes">Bytes of the chunk's samples, which the first step took.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public abstract byte[] Unpack(byte[] packed, int bytes);

    /// <summary>Whether the step keeps the number of bytes, but for a few at the end.</summary>
    public virtual int TrailingBytes => 0;

    /// <summary>The codec of a name; null where it is none that is read.</summary>
    /// <param name="name">Zarr's name.</param>
    public static ZarrCodec? Of(string name) => name switch
    {
        "blosc" => new Named((packed, target) => BloscContainer.Unpack(packed, target)),
        "zstd" => new Named((packed, target) => Compression.Zstd(packed, target)),
        "gzip" => new Named((packed, target) => Compression.Inflate(
            new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress), target)),
        "zlib" => new Named((packed, target) => Compression.Inflate(
            new ZLibStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress), target)),
        "lz4" => new Named(Lz4),
        "crc32c" => new Checksum(),
        _ => null,
    };

    /// <summary>The name of a codec in version 2 (<c>id</c>) or 3 (<c>name</c>).</summary>
    public static string NameOf(JsonElement codec) =>
        codec.ValueKind == JsonValueKind.String ? codec.GetString()!
            : codec.ValueKind == JsonValueKind.Object
                && (codec.TryGetProperty("id", out JsonElement name) || codec.TryGetProperty("name", out name))
                && name.ValueKind == JsonValueKind.String
                ? name.GetString()!
            : "without a name";

    /// <summary>The length, and a block of LZ4.</summary>
    private static void Lz4(byte[] packed, byte[] target)
    {
        if (packed.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(packed) != target.Length)
        {
            throw new InvalidDataException($"it does not hold the {target.Length} bytes that it must");
        }

        BloscContainer.Lz4(packed.AsSpan(sizeof(int)), target);
    }

    private sealed class Named(Action<byte[], byte[]> unpack) : ZarrCodec
    {
        public override byte[] Unpack(byte[] packed, int bytes)
        {
            byte[] target = new byte[bytes];
            unpack(packed, target);
            return target;
        }
    }

    private sealed class Checksum : ZarrCodec
    {
        public override int TrailingBytes => sizeof(uint);

        public override byte[] Unpack(byte[] packed, int bytes)
        {
            int length = packed.Length - sizeof(uint);
            uint sum = uint.MaxValue;
            for (int i = 0; i < length; i++)
            {
                sum = BitOperations.Crc32C(sum, packed[i]);
            }

            return length >= 0 && ~sum == BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(length))
                ? packed[..length]
                : throw new InvalidDataException("its checksum is another");
        }
    }
}
