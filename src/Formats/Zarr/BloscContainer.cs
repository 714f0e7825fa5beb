using System.IO.Compression;
using K4os.Compression.LZ4;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>
/// Unpacks what Blosc 1 packed: blocks, in each of them the bytes of the items sorted by their place (or their bits), and compressed with
/// LZ4, zlib or zstd.
/// </summary>
internal static class BloscContainer
{
    private const int HeaderBytes = 16;
    private const int MaxSplits = 16;
    private const int LeastSplitItems = 128;
    private const int ByteShuffle = 1;
    private const int Copied = 2;
    private const int BitShuffle = 4;
    private const int NotSplit = 16;

    /// <summary>Unpacks a container.</summary>
    /// <param name="packed">The whole container.</param>
    /// <param name="unpacked">Exactly what it must hold.</param>
    /// <exception cref="InvalidDataException">It is damaged, holds another number of bytes, or uses a codec that is not read.</exception>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        if (packed.Length < HeaderBytes)
        {
            throw new InvalidDataException($"a Blosc container of {packed.Length} bytes is none");
        }

        (int flags, int itemBytes) = (packed[2], Math.Max(1, (int)packed[3]));
        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(packed[4..]);
        uint blockBytes = BinaryPrimitives.ReadUInt32LittleEndian(packed[8..]);
        if (bytes != unpacked.Length)
        {
            throw new InvalidDataException($"a Blosc container holds {bytes} bytes instead of {unpacked.Length}");
        }

        if ((flags & Copied) != 0)
        {
            Slice(packed, HeaderBytes, unpacked.Length).CopyTo(unpacked);
            return;
        }

        if (blockBytes is 0 or > int.MaxValue)
        {
            throw new InvalidDataException($"a Blosc container has blocks of {blockBytes} bytes");
        }

        int size = (int)Math.Min(blockBytes, bytes);
        int blocks = unpacked.Length == 0 ? 0 : ((unpacked.Length - 1) / size) + 1;
        _ = Slice(packed, HeaderBytes, checked(blocks * sizeof(int)));
        byte[] sorted = new byte[size];
        for (int i = 0; i < blocks; i++)
        {
            Span<byte> block = unpacked[(i * size)..Math.Min(unpacked.Length, (i + 1) * size)];
            int at = BinaryPrimitives.ReadInt32LittleEndian(packed[(HeaderBytes + (i * sizeof(int)))..]);
            bool isSplit = (flags & NotSplit) == 0 && itemBytes <= MaxSplits && size / itemBytes >= LeastSplitItems
                && block.Length == blockBytes;
            bool isSorted = (flags & BitShuffle) != 0 || ((flags & ByteShuffle) != 0 && itemBytes > 1);
            Span<byte> target = isSorted ? sorted.AsSpan(0, block.Length) : block;
            UnpackBlock(packed, at, flags >> 5, isSplit ? itemBytes : 1, target);
            if (isSorted && (flags & BitShuffle) != 0)
            {
                UnsortBits(target, block, itemBytes);
            }
            else if (isSorted)
            {
                UnsortBytes(target, block, itemBytes);
            }
        }
    }

    private static void UnpackBlock(ReadOnlySpan<byte> packed, int at, int codec, int splits, Span<byte> target)
    {
        int part = target.Length / splits;
        for (int i = 0; i < splits; i++)
        {
            int bytes = BinaryPrimitives.ReadInt32LittleEndian(Slice(packed, at, sizeof(int)));
            ReadOnlySpan<byte> source = Slice(packed, at + sizeof(int), bytes);
            Span<byte> stretch = target.Slice(i * part, i == splits - 1 ? target.Length - (i * part) : part);
            if (bytes == stretch.Length)
            {
                source.CopyTo(stretch);
            }
            else
            {
                Decompress(codec, source, stretch);
            }

            at = checked(at + sizeof(int) + bytes);
        }
    }

    private static void Decompress(int codec, ReadOnlySpan<byte> source, Span<byte> target)
    {
        switch (codec)
        {
            case 1:
                Lz4(source, target);
                break;
            case 3:
                using (MemoryStream stream = new(source.ToArray(), writable: false))
                {
                    Compression.Inflate(new ZLibStream(stream, CompressionMode.Decompress), target);
                }

                break;
            case 4:
                Compression.Zstd(source, target);
                break;
            default:
                string name = codec switch { 0 => "BloscLZ", 2 => "Snappy", _ => $"number {codec}" };
                throw new InvalidDataException($"Blosc's codec {name} is not read; LZ4, zlib and zstd are");
        }
    }

    /// <summary>Decodes a block of LZ4 that must fill its target.</summary>
    public static void Lz4(ReadOnlySpan<byte> source, Span<byte> target)
    {
        int decoded = LZ4Codec.Decode(source, target);
        if (decoded != target.Length)
        {
            throw new InvalidDataException($"a block of LZ4 does not hold the {target.Length} bytes that it must");
        }
    }

    private static void UnsortBytes(ReadOnlySpan<byte> sorted, Span<byte> target, int itemBytes)
    {
        int items = sorted.Length / itemBytes;
        for (int place = 0; place < itemBytes; place++)
        {
            ReadOnlySpan<byte> from = sorted.Slice(place * items, items);
            for (int i = 0; i < from.Length; i++)
            {
                target[(i * itemBytes) + place] = from[i];
            }
        }

        sorted[(items * itemBytes)..].CopyTo(target[(items * itemBytes)..]);
    }

    /// <summary>Bit by bit of an item, eight items a byte, the first in the lowest bit.</summary>
    private static void UnsortBits(ReadOnlySpan<byte> sorted, Span<byte> target, int itemBytes)
    {
        int items = sorted.Length / itemBytes;
        if (items % 8 != 0)
        {
            sorted.CopyTo(target);
            return;
        }

        target.Clear();
        int row = items / 8;
        for (int place = 0; place < itemBytes; place++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                ReadOnlySpan<byte> from = sorted.Slice(((place * 8) + bit) * row, row);
                for (int i = 0; i < items; i++)
                {
                    target[(i * itemBytes) + place] |= (byte)(((from[i >> 3] >> (i & 7)) & 1) << bit);
                }
            }
        }

        sorted[(items * itemBytes)..].CopyTo(target[(items * itemBytes)..]);
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> packed, int start, int length) =>
        start >= 0 && length >= 0 && start <= packed.Length - length
            ? packed.Slice(start, length)
            : throw new InvalidDataException("a Blosc container is cut");
}
