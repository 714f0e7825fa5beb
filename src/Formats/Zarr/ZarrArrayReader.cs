using System.Text.Json;
using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>Reads what the metadata say of an array.</summary>
internal static class ZarrArrayReader
{
    private const int MaxRank = 8;

    /// <summary>Reads the description of an array.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged; CodecNotRead: a codec or filter is not read.</exception>
    public static ZarrArray Read(ZarrNode node)
    {
        JsonElement json = node.Array!.Value;
        try
        {
            return node.IsVersion3 ? Third(node.Folder, json) : Second(node.Folder, json, node.Attributes);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException or KeyNotFoundException)
        {
            throw RecordingErrors.Damaged(node.Folder, "its metadata are not those of an array", e);
        }
    }

    private static ZarrArray Second(string folder, JsonElement json, JsonElement attributes)
    {
        string type = json.GetProperty("dtype").GetString()!;
        if (type.Length < 3 || !int.TryParse(type.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int bytes)
            || StoredType.Of(type[1], bytes, bytes > 1 && type[0] == '>' == BitConverter.IsLittleEndian) is not { } stored)
        {
            throw RecordingErrors.Damaged(folder, $"its samples have the type {type}");
        }

        long[] shape = Lengths(folder, json.GetProperty("shape"));
        List<ZarrCodec> codecs = [];
        foreach (JsonElement filter in ZarrNode.Items(ZarrNode.Member(json, "filters")))
        {
            codecs.Add(CodecOf(folder, filter));
        }

        if (ZarrNode.Member(json, "compressor") is { ValueKind: JsonValueKind.Object } compressor)
        {
            codecs.Add(CodecOf(folder, compressor));
        }

        string? axes = AxesOf(ZarrNode.Member(attributes, "_ARRAY_DIMENSIONS"), shape.Length);
        return Checked(new ZarrArray
        {
            Folder = folder,
            Shape = shape,
            Chunk = Lengths(folder, json.GetProperty("chunks")),
            Stored = stored,
            Fill = ZarrFill.Of(folder, ZarrNode.Member(json, "fill_value"), type[1], bytes, type[0] == '>'),
            Order = ZarrNode.Text(ZarrNode.Member(json, "order")) == "F" ? [.. Enumerable.Range(0, shape.Length).Reverse()] : null,
            Codecs = codecs,
            Separator = SeparatorOf(ZarrNode.Member(json, "dimension_separator"), '.'),
            Axes = axes,
        });
    }

    private static ZarrArray Third(string folder, JsonElement json)
    {
        string type = json.GetProperty("data_type").GetString()!;
        (char kind, int bytes) = type switch
        {
            "bool" => ('b', 1),
            _ when type.StartsWith("int", StringComparison.Ordinal) => ('i', Bits(type[3..])),
            _ when type.StartsWith("uint", StringComparison.Ordinal) => ('u', Bits(type[4..])),
            _ when type.StartsWith("float", StringComparison.Ordinal) => ('f', Bits(type[5..])),
            _ => ('?', 0),
        };
        long[] shape = Lengths(folder, json.GetProperty("shape"));
        JsonElement grid = json.GetProperty("chunk_grid");
        JsonElement keys = ZarrNode.Member(json, "chunk_key_encoding");
        bool isOldKey = ZarrNode.Text(ZarrNode.Member(keys, "name")) == "v2";
        Steps steps = StepsOf(folder, json.GetProperty("codecs"), shape.Length);
        long[] chunk = Lengths(folder, grid.GetProperty("configuration").GetProperty("chunk_shape"));
        int[]? shard = null;
        Steps? inner = steps.Inner;
        if (steps.InnerChunk is { } parts)
        {
            if (parts.Length != chunk.Length || parts.Zip(chunk).Any(p => p.First < 1 || p.Second % p.First != 0))
            {
                throw RecordingErrors.Damaged(folder, "the chunks of a shard do not fill it");
            }

            shard = [.. chunk.Zip(parts, (whole, part) => checked((int)(whole / part)))];
            chunk = parts;
        }

        Steps packing = inner ?? steps;
        StoredType stored = StoredType.Of(kind, bytes, bytes > 1 && packing.IsBigEndian == BitConverter.IsLittleEndian)
            ?? throw RecordingErrors.Damaged(folder, $"its samples have the type {type}");
        return Checked(new ZarrArray
        {
            Folder = folder,
            Shape = shape,
            Chunk = chunk,
            Stored = stored,
            Fill = ZarrFill.Of(folder, ZarrNode.Member(json, "fill_value"), kind, bytes, packing.IsBigEndian),
            Order = packing.Order,
            Codecs = packing.Codecs,
            Prefix = isOldKey ? null : "c",
            Separator = SeparatorOf(ZarrNode.Member(ZarrNode.Member(keys, "configuration"), "separator"), isOldKey ? '.' : '/'),
            Shard = shard,
            IsIndexFirst = steps.IsIndexFirst,
            HasIndexChecksum = steps.HasIndexChecksum,
            Axes = AxesOf(ZarrNode.Member(json, "dimension_names"), shape.Length),
        });
    }

    private static Steps StepsOf(string folder, JsonElement codecs, int rank)
    {
        Steps steps = new();
        foreach (JsonElement codec in ZarrNode.Items(codecs))
        {
            JsonElement settings = ZarrNode.Member(codec, "configuration");
            switch (ZarrCodec.NameOf(codec))
            {
                case "bytes" or "endian":
                    steps.IsBigEndian = ZarrNode.Text(ZarrNode.Member(settings, "endian")) == "big";
                    break;
                case "transpose" when steps.Order is null && steps.Codecs.Count == 0:
                    steps.Order = OrderOf(folder, ZarrNode.Member(settings, "order"), rank);
                    break;
                case "sharding_indexed" when steps.Codecs.Count == 0 && steps.Order is null:
                    steps.InnerChunk = Lengths(folder, settings.GetProperty("chunk_shape"));
                    steps.Inner = StepsOf(folder, settings.GetProperty("codecs"), rank);
                    Steps index = StepsOf(folder, ZarrNode.Member(settings, "index_codecs"), 1);
                    steps.HasIndexChecksum = index.Codecs.Count > 0;
                    steps.IsIndexFirst = ZarrNode.Text(ZarrNode.Member(settings, "index_location")) == "start";
                    if (steps.Inner.Inner is not null || index.IsBigEndian || index.Codecs.Count > 1
                        || index.Codecs.Any(c => c.TrailingBytes == 0))
                    {
                        throw NotRead(folder, "shards in shards, or compressed places of chunks");
                    }

                    break;
                default:
                    steps.Codecs.Add(CodecOf(folder, codec));
                    break;
            }
        }

        return steps;
    }

    private static int[] OrderOf(string folder, JsonElement order, int rank)
    {
        int[] axes = ZarrNode.Text(order) == "F"
            ? [.. Enumerable.Range(0, rank).Reverse()]
            : ZarrNode.Text(order) == "C" ? [.. Enumerable.Range(0, rank)] : [.. ZarrNode.Items(order).Select(a => a.GetInt32())];
        return axes.Order().SequenceEqual(Enumerable.Range(0, rank))
            ? axes
            : throw RecordingErrors.Damaged(folder, "the order of its axes is none");
    }

    private static ZarrArray Checked(ZarrArray array)
    {
        if (array.Shape.Length != array.Chunk.Length || array.Shape.Length is 0 or > MaxRank)
        {
            throw array.Invalid($"it has {array.Shape.Length} axes, and its chunks {array.Chunk.Length}");
        }

        return array;
    }

    private static ZarrCodec CodecOf(string folder, JsonElement codec)
    {
        string name = ZarrCodec.NameOf(codec);
        return ZarrCodec.Of(name) ?? throw NotRead(folder, $"the codec {name}");
    }

    private static DeepWonderException NotRead(string folder, string what) => new(
        ErrorId.CodecNotRead,
        $"'{folder}' is a Zarr array that uses {what}, which is not read.",
        folder,
        "Write it again with Blosc (LZ4, zlib or zstd), zstd, gzip, zlib, LZ4 or uncompressed, such as with zarr.save or in Fiji.");

    private static long[] Lengths(string folder, JsonElement list)
    {
        long[] lengths = [.. ZarrNode.Items(list).Select(l => l.GetInt64())];
        return lengths.All(l => l >= 0) ? lengths : throw RecordingErrors.Damaged(folder, "its lengths are below 0");
    }

    private static int Bits(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int bits) ? bits / 8 : 0;

    private static char SeparatorOf(JsonElement stated, char usual) => ZarrNode.Text(stated) switch { "/" => '/', "." => '.', _ => usual };

    /// <summary>The names of axes as letters; null where they are no letters of a recording's.</summary>
    private static string? AxesOf(JsonElement names, int rank)
    {
        string?[] known = [.. ZarrNode.Items(names).Select(ZarrNode.Text)];
        return known.Length == rank && Array.TrueForAll(known, n => n?.Length == 1) ? string.Concat(known).ToUpperInvariant() : null;
    }

    private sealed class Steps
    {
        public bool IsBigEndian { get; set; }

        public int[]? Order { get; set; }

        public List<ZarrCodec> Codecs { get; } = [];

        public long[]? InnerChunk { get; set; }

        public Steps? Inner { get; set; }

        public bool IsIndexFirst { get; set; }

        public bool HasIndexChecksum { get; set; }
    }
}
