using System.Numerics;

namespace DeepWonder3D.Formats.Tiff.Codecs;

/// <summary>TIFF's predictor 2: each sample of a row is stored as its difference from the one to its left.</summary>
internal static class HorizontalPredictor
{
    /// <summary>Turns differences into samples, in place; floats are treated as integers of their size.</summary>
    /// <param name="rows">Whole rows in the host's byte order.</param>
    /// <param name="sampleBytes">1, 2, 4 or 8.</param>
    /// <param name="width">Samples a row.</param>
    public static void Undo(Span<byte> rows, int sampleBytes, int width)
    {
        switch (sampleBytes)
        {
            case 1: Accumulate(rows, width); break;
            case 2: Accumulate(MemoryMarshal.Cast<byte, ushort>(rows), width); break;
            case 4: Accumulate(MemoryMarshal.Cast<byte, uint>(rows), width); break;
            case 8: Accumulate(MemoryMarshal.Cast<byte, ulong>(rows), width); break;
            default: throw new ArgumentOutOfRangeException(nameof(sampleBytes), sampleBytes, null);
        }
    }

    private static void Accumulate<T>(Span<T> rows, int width)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (; rows.Length >= width; rows = rows[width..])
        {
            T sum = T.Zero;
            foreach (ref T sample in rows[..width])
            {
                sum += sample;
                sample = sum;
            }
        }
    }
}
