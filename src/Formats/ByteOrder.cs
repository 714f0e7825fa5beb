namespace DeepWonder3D.Formats;

/// <summary>Turns items of a foreign byte order round, in place.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of every item.</summary>
    /// <param name="items">Whole items.</param>
    /// <param name="itemBytes">1, 2, 4 or 8.</param>
    public static void Swap(Span<byte> items, int itemBytes)
    {
        switch (itemBytes)
        {
            case 2:
                Span<ushort> shorts = MemoryMarshal.Cast<byte, ushort>(items);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                Span<uint> ints = MemoryMarshal.Cast<byte, uint>(items);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                Span<ulong> longs = MemoryMarshal.Cast<byte, ulong>(items);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            default:
                break;
        }
    }
}
