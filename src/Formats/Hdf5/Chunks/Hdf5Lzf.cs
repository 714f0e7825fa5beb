namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>The LZF compression that h5py offers: runs of literal bytes, and copies of what came at most 8 KB before.</summary>
internal static class Hdf5Lzf
{
    private const int FirstCopy = 32;
    private const int LongCopy = 7;

    /// <summary>The bytes, or null where they are damaged.</summary>
    public static byte[]? Decode(ReadOnlySpan<byte> source, int length)
    {
        byte[] target = new byte[length];
        (int from, int to) = (0, 0);
        while (from < source.Length && to < length)
        {
            int control = source[from++];
            if (control < FirstCopy)
            {
                int literal = control + 1;
                if (literal > source.Length - from || literal > length - to)
                {
                    return null;
                }

                source.Slice(from, literal).CopyTo(target.AsSpan(to));
                (from, to) = (from + literal, to + literal);
                continue;
            }

            int count = control >> 5;
            int needed = count == LongCopy ? 2 : 1;
            if (source.Length - from < needed)
            {
                return null;
            }

            count += (count == LongCopy ? source[from++] : 0) + 2;
            int back = ((control & 0x1F) << 8) + source[from++] + 1;
            if (back > to || count > length - to)
            {
                return null;
            }

            Repeat(target.AsSpan(to - back), back, count);
            to += count;
        }

        return to == length ? target : null;
    }

    /// <summary>Repeats what begins a span behind it, byte by byte: a copy may reach into what it writes.</summary>
    private static void Repeat(Span<byte> bytes, int back, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bytes[back + i] = bytes[i];
        }
    }
}
