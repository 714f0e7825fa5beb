using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Tests.Formats.Films;

/// <summary>Small AVIs, byte by byte.</summary>
internal static class TestAvi
{
    /// <summary>An AVI of frames as they are given, with an index.</summary>
    /// <param name="frames">The bytes of each frame.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows; below 0 where the first comes first.</param>
    /// <param name="bits">Bits of a pixel.</param>
    /// <param name="codec">Four characters; empty for uncompressed.</param>
    /// <param name="rate">Frames a second.</param>
    public static byte[] Build(IReadOnlyList<byte[]> frames, int width, int height, int bits = 8, string codec = "", int rate = 60)
    {
        byte[] name = Encoding.ASCII.GetBytes(codec.Length == 0 ? "00db" : "00dc");
        byte[] fourCc = codec.Length == 0 ? new byte[4] : Encoding.ASCII.GetBytes(codec);
        byte[] strh = [.. "vids"u8, .. fourCc, .. Ints(0, 0, 0, 1, rate, 0, frames.Count, 0, -1, 0), .. new byte[8]];
        byte[] strf = [.. Ints(40, width, height, 1 | (bits << 16)), .. fourCc, .. Ints(0, 0, 0, 0, 0)];
        byte[] avih = Ints([33333, 0, 0, 0x10, frames.Count, 0, 1, 0, width, Math.Abs(height), 0, 0, 0, 0]);
        byte[] head = List("hdrl", [.. Chunk("avih"u8, avih), .. List("strl", [.. Chunk("strh"u8, strh), .. Chunk("strf"u8, strf)])]);
        MemoryStream body = new();
        MemoryStream index = new();
        foreach (byte[] frame in frames)
        {
            index.Write([.. name, .. Ints(0x10, (int)body.Length + 4, frame.Length)]);
            body.Write(Chunk(name, frame));
        }

        return Chunk("RIFF"u8, [.. "AVI "u8, .. head, .. List("movi", body.ToArray()), .. Chunk("idx1"u8, index.ToArray())]);
    }

    /// <summary>An uncompressed film of 8-bit greys whose sample is <paramref name="value"/> of its frame, row and column.</summary>
    public static byte[] Grey(int frames, int width, int height, Func<int, int, int, int> value, int rate = 60)
    {
        int stride = (width + 3) / 4 * 4;
        return Build(
            [.. Enumerable.Range(0, frames).Select(t =>
            {
                byte[] frame = new byte[stride * height];
                for (int i = 0; i < width * height; i++)
                {
                    frame[((height - 1 - (i / width)) * stride) + (i % width)] = (byte)value(t, i / width, i % width);
                }

                return frame;
            })],
            width,
            height,
            rate: rate);
    }

    private static byte[] List(string kind, byte[] content) => Chunk("LIST"u8, [.. Encoding.ASCII.GetBytes(kind), .. content]);

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] content) =>
        [.. name, .. Ints(content.Length), .. content, .. new byte[content.Length & 1]];

    private static byte[] Ints(params int[] values)
    {
        byte[] bytes = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * 4), values[i]);
        }

        return bytes;
    }
}
