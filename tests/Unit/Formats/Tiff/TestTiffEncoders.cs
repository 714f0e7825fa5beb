using System.IO.Compression;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>The encoders that TIFF 6.0 and its first technical note describe, written plainly.</summary>
internal static class TestTiffEncoders
{
    public static void Reverse(Span<byte> samples, int size)
    {
        for (int i = 0; i < samples.Length; i += size)
        {
            samples.Slice(i, size).Reverse();
        }
    }

    /// <summary>Predictor 2 on one row in the host's byte order.</summary>
    public static void Difference(Span<byte> row, int size)
    {
        for (int i = row.Length - size; i >= size; i -= size)
        {
            int borrow = 0;
            for (int b = 0; b < size; b++)
            {
                int place = BitConverter.IsLittleEndian ? b : size - 1 - b;
                int difference = row[i + place] - row[i - size + place] - borrow;
                borrow = difference < 0 ? 1 : 0;
                row[i + place] = (byte)difference;
            }
        }
    }

    /// <summary>
    /// Predictor 3 on one row in the host's byte order: bytes by significance, most significant first, then their differences.
    /// </summary>
    public static void FloatingPoint(Span<byte> row, int size)
    {
        byte[] samples = row.ToArray();
        int count = row.Length / size;
        for (int i = 0; i < count; i++)
        {
            for (int b = 0; b < size; b++)
            {
                row[(b * count) + i] = samples[(i * size) + (BitConverter.IsLittleEndian ? size - 1 - b : b)];
            }
        }

        Difference(row, 1);
    }

    public static byte[] Deflate(byte[] bytes)
    {
        MemoryStream encoded = new();
        using (ZLibStream deflate = new(encoded, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return encoded.ToArray();
    }

    public static byte[] PackBits(byte[] bytes, int rowBytes)
    {
        List<byte> encoded = [];
        for (int row = 0; row < bytes.Length; row += rowBytes)
        {
            int end = row + rowBytes;
            for (int i = row; i < end;)
            {
                int run = 1;
                while (i + run < end && run < 128 && bytes[i + run] == bytes[i])
                {
                    run++;
                }

                if (run > 1)
                {
                    encoded.AddRange([(byte)(257 - run), bytes[i]]);
                    i += run;
                    continue;
                }

                int literal = 1;
                while (i + literal < end && literal < 128 && (i + literal + 1 >= end || bytes[i + literal] != bytes[i + literal + 1]))
                {
                    literal++;
                }

                encoded.AddRange([(byte)(literal - 1), .. bytes.AsSpan(i, literal)]);
                i += literal;
            }
        }

        return [.. encoded];
    }

    /// <summary>LZW as TIFF has it: codes of 9 to 12 bits, most significant first, widened one code early.</summary>
    public static byte[] Lzw(byte[] bytes)
    {
        List<byte> encoded = [];
        long pending = 0;
        int pendingBits = 0;
        int width = 9;
        Dictionary<(int Prefix, byte Next), int> table = [];
        int next = 258;
        void Put(int code)
        {
            pending = (pending << width) | (long)code;
            for (pendingBits += width; pendingBits >= 8; pendingBits -= 8)
            {
                encoded.Add((byte)(pending >> (pendingBits - 8)));
            }
        }

        Put(256);
        int prefix = bytes[0];
        foreach (byte b in bytes.AsSpan(1))
        {
            if (table.TryGetValue((prefix, b), out int code))
            {
                prefix = code;
                continue;
            }

            Put(prefix);
            table[(prefix, b)] = next++;
            if (next == 4095)
            {
                Put(256);
                table.Clear();
                (next, width) = (258, 9);
            }
            else
            {
                width = WidthOf(next);
            }

            prefix = b;
        }

        Put(prefix);
        next++;
        width = WidthOf(next);
        Put(257);
        Put(0);
        return [.. encoded];
    }

    /// <summary>The encoder widens its codes once it has added entry 511, 1023 or 2047.</summary>
    private static int WidthOf(int next) => next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
}
