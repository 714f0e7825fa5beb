using System.Buffers.Binary;
using System.Text;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Makes sound bytes wrong: the same random numbers give the same bytes.</summary>
internal sealed class ByteMutator(Random random)
{
    // Most of what describes a file stands at its start.
    private const int HeadBytes = 1024;
    private const int MostBytes = 1 << 20;

    private static readonly string[] s_numbers =
    [
        "0", "-1", "1", "255", "65536", "2147483647", "2147483648", "4294967295", "-9223372036854775808", "9223372036854775807",
        "99999999999999999999", "1e308", "1e999", "0.0000001", "NaN", "Infinity", "",
    ];

    private static readonly byte[] s_bytes = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'<', (byte)'(', (byte)'{', (byte)'['];

    /// <summary>Applies one to four changes.</summary>
    /// <param name="sound">What to change; stays as it is.</param>
    /// <param name="other">Another file of the kind, of which parts may be put in.</param>
    public byte[] Mutate(byte[] sound, byte[] other)
    {
        byte[] bytes = [.. sound];
        for (int changes = 1 + random.Next(4); changes > 0; changes--)
        {
            bytes = Change(bytes, other);
        }

        return bytes.Length <= MostBytes ? bytes : bytes[..MostBytes];
    }

    private byte[] Change(byte[] bytes, byte[] other)
    {
        if (bytes.Length == 0)
        {
            return other[..random.Next(other.Length + 1)];
        }

        switch (random.Next(12))
        {
            case 0: return bytes[..random.Next(bytes.Length)];
            case 1 or 2: FlipBits(bytes); return bytes;
            case 3: bytes[Place(bytes.Length)] = s_bytes[random.Next(s_bytes.Length)]; return bytes;
            case 4 or 5 or 6: SetInteger(bytes); return bytes;
            case 7: return SetDigits(bytes);
            case 8: SwapBlocks(bytes); return bytes;
            case 9: return Remove(bytes);
            case 10: return Repeat(bytes);
            default: return Splice(bytes, other);
        }
    }

    private int Place(int length) => random.Next(random.Next(2) == 0 ? length : Math.Min(length, HeadBytes));

    private void FlipBits(byte[] bytes)
    {
        for (int flips = 1 + random.Next(4); flips > 0; flips--)
        {
            bytes[Place(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }
    }

    /// <summary>Puts an extreme number where a field may be: 1, 2, 4 or 8 bytes, of either byte order.</summary>
    private void SetInteger(byte[] bytes)
    {
        int size = 1 << random.Next(4);
        int place = Place(bytes.Length);
        place -= random.Next(4) > 0 ? place % size : 0;
        if (place + size > bytes.Length)
        {
            return;
        }

        long value = random.Next(10) switch
        {
            0 => 0,
            1 => -1,
            2 => 1,
            3 => long.MaxValue >> (64 - (8 * size)),
            4 => 1L << ((8 * size) - 1),
            5 => bytes.Length,
            6 => place,
            7 => bytes.Length - place,
            8 => 1L << random.Next(8 * size),
            _ => random.NextInt64(),
        };
        Span<byte> number = stackalloc byte[8];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number[..size].CopyTo(bytes.AsSpan(place));
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number[^size..].CopyTo(bytes.AsSpan(place));
        }
    }

    /// <summary>Puts another number in the place of one that is written in digits.</summary>
    private byte[] SetDigits(byte[] bytes)
    {
        int start = Place(bytes.Length);
        int end = Math.Min(bytes.Length, start + 4096);
        while (start < end && !char.IsAsciiDigit((char)bytes[start]))
        {
            start++;
        }

        int stop = start;
        while (stop < bytes.Length && char.IsAsciiDigit((char)bytes[stop]))
        {
            stop++;
        }

        return [.. bytes[..start], .. Encoding.ASCII.GetBytes(s_numbers[random.Next(s_numbers.Length)]), .. bytes[stop..]];
    }

    private void SwapBlocks(byte[] bytes)
    {
        int length = 1 + random.Next(Math.Min(64, bytes.Length));
        (int one, int two) = (random.Next(bytes.Length - length + 1), random.Next(bytes.Length - length + 1));
        byte[] first = bytes[one..(one + length)];
        bytes.AsSpan(two, length).CopyTo(bytes.AsSpan(one));
        first.CopyTo(bytes.AsSpan(two));
    }

    private byte[] Remove(byte[] bytes)
    {
        int start = Place(bytes.Length);
        int length = Math.Min(bytes.Length - start, 1 + random.Next(random.Next(2) == 0 ? 8 : 512));
        return [.. bytes[..start], .. bytes[(start + length)..]];
    }

    private byte[] Repeat(byte[] bytes)
    {
        int start = Place(bytes.Length);
        byte[] block = bytes[start..Math.Min(bytes.Length, start + 1 + random.Next(64))];
        IEnumerable<byte> repeated = Enumerable.Repeat(block, 1 + random.Next(random.Next(8) == 0 ? 2000 : 4)).SelectMany(b => b);
        return [.. bytes[..start], .. repeated, .. bytes[start..]];
    }

    private byte[] Splice(byte[] bytes, byte[] other)
    {
        int start = random.Next(other.Length + 1);
        byte[] block = other[start..Math.Min(other.Length, start + random.Next(256))];
        int place = Place(bytes.Length);
        return random.Next(4) == 0
            ? [.. bytes[..place], .. other[Math.Min(place, other.Length)..]]
            : [.. bytes[..place], .. block, .. bytes[Math.Min(bytes.Length, place + block.Length)..]];
    }
}
