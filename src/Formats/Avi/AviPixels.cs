namespace DeepWonder3D.Formats.Avi;

/// <summary>How uncompressed frames hold their pixels.</summary>
/// <param name="SampleType">Type of a sample.</param>
/// <param name="Stride">Bytes from row to row.</param>
/// <param name="PixelBytes">Bytes from pixel to pixel.</param>
/// <param name="IsBottomUp">Whether the last row comes first.</param>
/// <param name="Colours">Where in a pixel red, green and blue are; one entry for grey.</param>
internal sealed record AviPixels(SampleType SampleType, int Stride, int PixelBytes, bool IsBottomUp, int[] Colours)
{
    private const int Blue = 0;
    private const int Green = 1;
    private const int Red = 2;

    /// <summary>What is worth saying of it; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The grey of each index; null where samples are taken as they are.</summary>
    public byte[]? Table { get; init; }

    /// <summary>The layout of a film's uncompressed frames; null where a codec is needed.</summary>
    /// <param name="stream">The film.</param>
    /// <param name="frameBytes">Bytes of a frame, which say whether rows of grey films are filled up to four bytes.</param>
    public static AviPixels? Of(AviStream stream, int frameBytes)
    {
        if (stream.Codec == 0 || stream.CodecName is "DIB" or "RGB" or "RAW" or "RGB2")
        {
            return OfBitmap(stream);
        }

        (int width, long pixels) = (stream.Width, (long)stream.Width * stream.Height);
        return stream.CodecName.ToUpperInvariant() switch
        {
            "Y800" or "Y8" or "GREY" or "GRAY" => Grey(SampleType.UInt8, frameBytes >= pixels && frameBytes < PadTo4(width) * stream.Height
                ? width
                : width % 4 != 0 && frameBytes >= PadTo4(width) * (long)stream.Height ? PadTo4(width) : width),
            "Y16" => Grey(SampleType.UInt16, width * 2),
            "YUY2" or "YUYV" or "YUNV" => Luma((width + 1) / 2 * 4, 2, 0),
            "UYVY" or "Y422" or "HDYC" => Luma((width + 1) / 2 * 4, 2, 1),
            "I420" or "IYUV" or "YV12" or "NV12" or "NV21" => Luma(width, 1, 0),
            _ => null,
        };
    }

    /// <summary>Bytes that a frame of so many rows needs.</summary>
    public long FrameBytes(int rows, int columns) =>
        ((long)Stride * (rows - 1)) + ((long)PixelBytes * (columns - 1)) + Colours.Max() + SampleType.SizeOf();

    /// <summary>Takes one colour out of rows as the file holds them.</summary>
    /// <param name="source">Rows, the first in the file first.</param>
    /// <param name="colour">The colour's number.</param>
    /// <param name="rows">How many.</param>
    /// <param name="columns">Columns of a row.</param>
    /// <param name="target">Samples, from the top row down.</param>
    public void Take(ReadOnlySpan<byte> source, int colour, int rows, int columns, Span<byte> target)
    {
        int size = SampleType.SizeOf();
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<byte> from = source[(((IsBottomUp ? rows - 1 - row : row) * Stride) + Colours[colour])..];
            Span<byte> to = target.Slice(row * columns * size, columns * size);
            if (PixelBytes == size)
            {
                from[..to.Length].CopyTo(to);
            }
            else
            {
                for (int x = 0; x < columns; x++)
                {
                    to[x] = from[x * PixelBytes];
                }
            }

            for (int x = 0; Table is not null && x < columns; x++)
            {
                to[x] = Table[to[x]];
            }
        }
    }

    private static int PadTo4(int bytes) => checked((bytes + 3) / 4 * 4);

    private static AviPixels Grey(SampleType type, int stride) => new(type, stride, type.SizeOf(), false, [0]);

    private static AviPixels Luma(int stride, int pixelBytes, int offset) => new(SampleType.UInt8, stride, pixelBytes, false, [offset])
    {
        Note = "brightness of a film in colours",
    };

    private static AviPixels? OfBitmap(AviStream stream)
    {
        switch (stream.BitsPerPixel)
        {
            case 8:
                (byte[]? table, string? note) = GreyTable(stream.Palette);
                return new AviPixels(SampleType.UInt8, PadTo4(stream.Width), 1, stream.IsBottomUp, [0]) { Table = table, Note = note };
            case 24:
                return new AviPixels(SampleType.UInt8, PadTo4(stream.Width * 3), 3, stream.IsBottomUp, [Red, Green, Blue]);
            case 32:
                return new AviPixels(SampleType.UInt8, stream.Width * 4, 4, stream.IsBottomUp, [Red, Green, Blue]);
            default:
                return null;
        }
    }

    /// <summary>The greys of a table of greys; a table of colours says how indices are to be shown, and they are the samples.</summary>
    private static (byte[]? Table, string? Note) GreyTable(ReadOnlySpan<byte> palette)
    {
        byte[] table = new byte[256];
        bool isPlain = true;
        for (int i = 0; i < palette.Length / 4; i++)
        {
            ReadOnlySpan<byte> colour = palette.Slice(i * 4, 3);
            if (colour[Blue] != colour[Green] || colour[Green] != colour[Red])
            {
                return (null, "indices of a table of colours");
            }

            table[i] = colour[Green];
            isPlain &= table[i] == i;
        }

        return isPlain || palette.IndexOfAnyExcept((byte)0) < 0 ? (null, null) : (table, "greys of a table");
    }
}
