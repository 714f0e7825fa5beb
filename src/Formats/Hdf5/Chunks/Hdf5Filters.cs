using System.IO.Compression;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>The steps that a dataset's chunks went through, in the order of writing.</summary>
internal sealed class Hdf5Filters(Hdf5File file, List<Hdf5Filter> filters)
{
    // Deflate cannot shrink anything further than 1032 times.
    private const long MaxInflation = 1032;
    private const int Slack = 4096;

    private readonly Hdf5File _file = file;
    private readonly List<Hdf5Filter> _filters = filters;

    public bool IsEmpty => _filters.Count == 0;

    /// <summary>Reads a filter message.</summary>
    public static Hdf5Filters Read(Hdf5File file, Hdf5Cursor? cursor)
    {
        List<Hdf5Filter> filters = [];
        if (cursor is null)
        {
            return new Hdf5Filters(file, filters);
        }

        int version = cursor.Byte();
        int count = cursor.Byte();
        cursor.Skip(version == 1 ? 6 : 0);
        if (version is not (1 or 2))
        {
            throw file.Invalid($"its filters have version {version}");
        }

        for (int i = 0; i < count; i++)
        {
            int id = cursor.UInt16();
            int nameBytes = version == 1 || id >= 256 ? cursor.UInt16() : 0;
            cursor.Skip(2);
            int values = cursor.UInt16();
            cursor.Skip(version == 1 ? (nameBytes + 7) / 8 * 8 : nameBytes);
            cursor.Skip(4 * Math.Min(values, cursor.Left / 4));
            cursor.Skip(version == 1 && values % 2 == 1 ? 4 : 0);
            Hdf5Filter filter = new(id);
            filters.Add(filter.IsRead ? filter : throw file.Invalid($"its samples are stored with {filter.Name}, which is not read"));
        }

        return new Hdf5Filters(file, filters);
    }

    /// <summary>Undoes the steps.</summary>
    /// <param name="stored">The chunk as it is stored.</param>
    /// <param name="mask">A bit for each step that this chunk was not put through.</param>
    /// <param name="chunkBytes">Bytes of the samples.</param>
    /// <param name="itemBytes">Bytes of one sample.</param>
    public byte[] Decode(byte[] stored, long mask, int chunkBytes, int itemBytes)
    {
        if (chunkBytes > (stored.Length * MaxInflation) + Slack)
        {
            throw _file.Invalid($"{stored.Length} bytes claim to hold a chunk of {chunkBytes}");
        }

        byte[] bytes = stored;
        for (int i = _filters.Count - 1; i >= 0; i--)
        {
            if ((mask & (1L << i)) == 0)
            {
                bytes = _filters[i].Id switch
                {
                    Hdf5Filter.Deflate => Inflate(bytes, chunkBytes),
                    Hdf5Filter.Shuffle => Unshuffle(bytes, itemBytes),
                    Hdf5Filter.Lzf => Hdf5Lzf.Decode(bytes, chunkBytes) ?? throw _file.Invalid("a chunk of LZF is damaged"),
                    _ => CheckFletcher(bytes),
                };
            }
        }

        return bytes.Length >= chunkBytes
            ? bytes
            : throw _file.Invalid($"a chunk holds {bytes.Length} bytes where {chunkBytes} are expected");
    }

    private byte[] Inflate(byte[] bytes, int chunkBytes)
    {
        try
        {
            using ZLibStream stream = new(new MemoryStream(bytes), CompressionMode.Decompress);
            byte[] inflated = new byte[chunkBytes + 4];
            int length = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            return inflated[..length];
        }
        catch (InvalidDataException e)
        {
            throw _file.Invalid($"a compressed chunk is damaged ({e.Message.TrimEnd('.')})");
        }
    }

    private static byte[] Unshuffle(byte[] bytes, int itemBytes)
    {
        int items = bytes.Length / itemBytes;
        byte[] plain = new byte[bytes.Length];
        for (int part = 0; part < itemBytes; part++)
        {
            ReadOnlySpan<byte> source = bytes.AsSpan(part * items, items);
            for (int i = 0; i < source.Length; i++)
            {
                plain[(i * itemBytes) + part] = source[i];
            }
        }

        // What does not fill an item was left where it was.
        bytes.AsSpan(items * itemBytes).CopyTo(plain.AsSpan(items * itemBytes));
        return plain;
    }

    private byte[] CheckFletcher(byte[] bytes)
    {
        if (bytes.Length < 4)
        {
            throw _file.Invalid("a chunk is shorter than its checksum");
        }

        byte[] content = bytes[..^4];
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(content.Length));
        return Hdf5Fletcher.Of(content) == stated ? content : throw _file.Invalid("a chunk does not agree with its checksum");
    }
}
