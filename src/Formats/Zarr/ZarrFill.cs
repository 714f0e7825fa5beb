using System.Text.Json;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>The sample that stands where no chunk was written.</summary>
internal static class ZarrFill
{
    // Zarr's has no sign; .NET's has one.
    private const ulong PlainNan = 0x7FF8000000000000;

    /// <summary>A sample as the file would hold it.</summary>
    public static byte[] Of(string folder, JsonElement fill, char kind, int bytes, bool isBigEndian)
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
}
