namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>Fletcher's checksum over pairs of bytes, the first of a pair high.</summary>
internal static class Hdf5Fletcher
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        // 360 additions of 16 bits fit into 32 before a sum must be folded.
        const int PairsAtOnce = 360;
        (uint low, uint high) = (0, 0);
        while (bytes.Length >= 2)
        {
            int pairs = Math.Min(PairsAtOnce, bytes.Length / 2);
            for (int i = 0; i < pairs; i++)
            {
                low += (uint)((bytes[2 * i] << 8) | bytes[(2 * i) + 1]);
                high += low;
            }

            (low, high) = (Fold(low), Fold(high));
            bytes = bytes[(2 * pairs)..];
        }

        if (bytes.Length == 1)
        {
            low += (uint)bytes[0] << 8;
            high += low;
            (low, high) = (Fold(low), Fold(high));
        }

        return (Fold(high) << 16) | Fold(low);
    }

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
