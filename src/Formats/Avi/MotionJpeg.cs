using BitMiracle.LibJpeg.Classic;

namespace DeepWonder3D.Formats.Avi;

/// <summary>Decodes the frames of Motion JPEG. Many leave out the Huffman tables, which are then those of the standard's annex K.</summary>
internal static class MotionJpeg
{
    private const byte Marker = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte StartOfScan = 0xDA;
    private const byte HuffmanTables = 0xC4;

    private static readonly byte[] s_usualTables = Convert.FromHexString(
        "FFC401A20000010501010101010100000000000000000102030405060708090A0B0100030101010101010101010000000000000102030405060708090A0B"
            + "100002010303020403050504040000017D01020300041105122131410613516107227114328191A1082342B1C11552D1F02433627282090A161718191A25"
            + "262728292A3435363738393A434445464748494A535455565758595A636465666768696A737475767778797A838485868788898A92939495969798999AA2"
            + "A3A4A5A6A7A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE1E2E3E4E5E6E7E8E9EAF1F2F3F4F5F6F7F8F9FA11000201020404"
            + "03040705040400010277000102031104052131061241510761711322328108144291A1B1C109233352F0156272D10A162434E125F11718191A262728292A"
            + "35363738393A434445464748494A535455565758595A636465666768696A737475767778797A82838485868788898A92939495969798999AA2A3A4A5A6A7"
            + "A8A9AAB2B3B4B5B6B7B8B9BAC2C3C4C5C6C7C8C9CAD2D3D4D5D6D7D8D9DAE2E3E4E5E6E7E8E9EAF2F3F4F5F6F7F8F9FA");

    /// <summary>Whether a codec is Motion JPEG.</summary>
    public static bool IsCodec(string name) => name.ToUpperInvariant() is "MJPG" or "JPEG" or "AVRN" or "DMB1" or "IJPG";

    /// <summary>Decodes a frame.</summary>
    /// <param name="jpeg">A whole JPEG.</param>
    /// <param name="width">Columns that it must have.</param>
    /// <param name="height">Rows that it must have.</param>
    /// <param name="isColour">Red, green and blue of each pixel; or else brightness alone.</param>
    /// <returns>Samples, row by row.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or of another size.</exception>
    public static byte[] Decode(byte[] jpeg, int width, int height, bool isColour)
    {
        jpeg = WithTables(jpeg);
        try
        {
            jpeg_decompress_struct decoder = new(new Strict());
            using MemoryStream stream = new(jpeg, writable: false);
            decoder.jpeg_stdio_src(stream);
            decoder.jpeg_read_header(true);
            if (decoder.Image_width != width || decoder.Image_height != height)
            {
                throw new InvalidDataException($"it is {decoder.Image_width} × {decoder.Image_height} pixels large");
            }

            // A JPEG without colours is not asked for any: each of its greys stands for all three.
            bool hasColours = isColour && decoder.Num_components > 1;
            decoder.Out_color_space = hasColours ? J_COLOR_SPACE.JCS_RGB : J_COLOR_SPACE.JCS_GRAYSCALE;
            decoder.Dct_method = J_DCT_METHOD.JDCT_ISLOW;
            decoder.jpeg_start_decompress();
            int rowBytes = width * (hasColours ? 3 : 1);
            byte[] samples = new byte[checked(rowBytes * height)];
            byte[][] row = [new byte[rowBytes]];
            while (decoder.Output_scanline < height)
            {
                int at = decoder.Output_scanline;
                if (decoder.jpeg_read_scanlines(row, 1) != 1)
                {
                    throw new InvalidDataException("it ends early");
                }

                row[0].CopyTo(samples, at * rowBytes);
            }

            return isColour == hasColours ? samples : Tripled(samples);
        }
        catch (Exception e) when (e is not (InvalidDataException or OutOfMemoryException))
        {
            // The decoder runs over the ends of its arrays on damaged input.
            throw new InvalidDataException(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Whether a frame in colours shows nothing but greys.</summary>
    public static bool IsGrey(ReadOnlySpan<byte> rgb)
    {
        // What is grey before it is compressed in colour comes back within a few levels.
        const int Tolerance = 6;
        for (int i = 0; i < rgb.Length - 2; i += 3)
        {
            if (Math.Abs(rgb[i] - rgb[i + 1]) > Tolerance || Math.Abs(rgb[i + 1] - rgb[i + 2]) > Tolerance)
            {
                return false;
            }
        }

        return true;
    }

    private static byte[] Tripled(byte[] greys)
    {
        byte[] rgb = new byte[checked(greys.Length * 3)];
        for (int i = 0; i < rgb.Length; i++)
        {
            rgb[i] = greys[i / 3];
        }

        return rgb;
    }

    /// <summary>The same JPEG with Huffman tables before its scan.</summary>
    private static byte[] WithTables(byte[] jpeg)
    {
        if (jpeg.Length < 4 || jpeg[0] != Marker || jpeg[1] != StartOfImage)
        {
            throw new InvalidDataException("it is no JPEG");
        }

        for (int at = 2; at <= jpeg.Length - 4 && jpeg[at] == Marker;)
        {
            if (jpeg[at + 1] == HuffmanTables)
            {
                return jpeg;
            }

            if (jpeg[at + 1] == StartOfScan)
            {
                return [.. jpeg[..at], .. s_usualTables, .. jpeg[at..]];
            }

            at += jpeg[at + 1] == Marker ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
        }

        return jpeg;
    }

    /// <summary>What the decoder would warn of (a scan that ends early, say) would give grey squares in place of samples.</summary>
    private sealed class Strict : jpeg_error_mgr
    {
        public override void emit_message(int msg_level)
        {
            if (msg_level < 0)
            {
                error_exit();
            }
        }

        public override void output_message()
        {
        }
    }
}
