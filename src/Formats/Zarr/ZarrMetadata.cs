using System.Text.Json;
using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>
/// The metadata of a Zarr array or group, of version 2 (<c>.zarray</c>, <c>.zgroup</c>, <c>.zattrs</c>) or 3 (<c>zarr.json</c>).
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Array">What describes the array; null for a group.</param>
/// <param name="IsVersion3">Whether it is of version 3.</param>
/// <param name="Attributes">What else is said of it; undefined for nothing.</param>
internal sealed record ZarrNode(string Folder, JsonElement? Array, bool IsVersion3, JsonElement Attributes)
{
    private const int MaxBytes = 1 << 24;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 64, AllowTrailingCommas = true };

    /// <summary>Reads the metadata of a folder; null where it has none.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged or FileReadFailed.</exception>
    public static ZarrNode? TryRead(string folder)
    {
        if (Json(Path.Combine(folder, "zarr.json")) is { } third)
        {
            JsonElement attributes = third.TryGetProperty("attributes", out JsonElement known) ? known : default;
            bool isArray = third.TryGetProperty("node_type", out JsonElement type) && type.ValueKind == JsonValueKind.String
                && type.GetString() == "array";
            return new ZarrNode(folder, isArray ? third : null, true, attributes);
        }

        JsonElement? array = Json(Path.Combine(folder, ".zarray"));
        return array is null && !File.Exists(Path.Combine(folder, ".zgroup"))
            ? null
            : new ZarrNode(folder, array, false, Json(Path.Combine(folder, ".zattrs")) ?? default);
    }

    /// <summary>A member of an object; undefined where there is none.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : default;

    /// <summary>The items of a list; none of anything else.</summary>
    public static IReadOnlyList<JsonElement> Items(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [];

    /// <summary>Text; null of anything else.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Bytes that are no text.
            return null;
        }
    }

    private static JsonElement? Json(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                throw RecordingErrors.Damaged(path, $"it has {stream.Length} bytes");
            }

            using JsonDocument document = JsonDocument.Parse(stream, s_options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw RecordingErrors.Damaged(path, "it is no object of JSON");
        }
        catch (JsonException e)
        {
            throw RecordingErrors.Damaged(path, "it is no JSON", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }
}

/// <summary>Reads what the metadata say of an array.</summary>
internal static class ZarrArrayReader
{
    private const int MaxRank = 8;

    // Zarr's has no sign; .NET's has one.
    private const ulong PlainNan = 0x7FF8000000000000;

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
            Fill = FillOf(folder, ZarrNode.Member(json, "fill_value"), type[1], bytes, type[0] == '>'),
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
            Fill = FillOf(folder, ZarrNode.Member(json, "fill_value"), kind, bytes, packing.IsBigEndian),
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

    /// <summary>A sample as the file would hold it.</summary>
    private static byte[] FillOf(string folder, JsonElement fill, char kind, int bytes, bool isBigEndian)
    {
        byte[] item = new byte[Math.Max(bytes, 1)];
        if (kind == 'f')
        {
            double number = fill.ValueKind == JsonValueKind.Number ? fill.GetDouble()
                : ZarrNode.Text(fill) switch
                {
                    null => 0,
                    "NaN" => BitConverter.UInt64BitsToDouble(PlainNan),
                    "Infinity" => double.PositiveInfinity,
                    "-Infinity" => double.NegativeInfinity,
                    var text => throw RecordingErrors.Damaged(folder, $"its missing samples are '{text}'"),
                };
            _ = bytes switch
            {
                2 => BitConverter.TryWriteBytes(item, (Half)number),
                4 => BitConverter.TryWriteBytes(item, (float)number),
                _ => BitConverter.TryWriteBytes(item, number),
            };
        }
        else
        {
            long number = fill.ValueKind switch
            {
                JsonValueKind.True => 1,
                JsonValueKind.Number when fill.TryGetInt64(out long whole) => whole,
                JsonValueKind.Number when fill.TryGetUInt64(out ulong large) => unchecked((long)large),
                JsonValueKind.Number => checked((long)fill.GetDouble()),
                _ => 0,
            };
            Span<byte> whole8 = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(whole8, number);
            whole8[..item.Length].CopyTo(item);
            if (!BitConverter.IsLittleEndian)
            {
                Array.Reverse(item);
            }
        }

        // So far in this machine's order.
        if (item.Length > 1 && isBigEndian == BitConverter.IsLittleEndian)
        {
            Array.Reverse(item);
        }

        return item;
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
