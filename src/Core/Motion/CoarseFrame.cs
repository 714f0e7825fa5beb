using System.Numerics.Tensors;

namespace DeepWonder3D.Motion;

/// <summary>
/// Makes small pictures of frames, in which large shifts are searched: pixels averaged in squares, the slow changes of brightness over the
/// field taken out, and the edges faded so that the picture may be continued in a circle.
/// </summary>
internal sealed class CoarseFrame
{
    /// <summary>Small pictures are at most this long along either axis.</summary>
    private const int LongestSide = 128;

    private readonly int _height;
    private readonly int _width;
    private readonly float[] _fade;

    public CoarseFrame(int height, int width)
    {
        (_height, _width) = (height, width);
        Bin = Math.Max(1, (Math.Max(height, width) + LongestSide - 1) / LongestSide);
        (Rows, Columns) = (height / Bin, width / Bin);
        (float[] down, float[] across) = (Fade(Rows), Fade(Columns));
        _fade = new float[Rows * Columns];
        for (int i = 0; i < _fade.Length; i++)
        {
            _fade[i] = down[i / Columns] * across[i % Columns];
        }
    }

    /// <summary>Pixels of a frame a pixel of the small picture, along either axis.</summary>
    public int Bin { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Makes the small picture of a frame, of unit variance; all 0 for a frame without contrast.</summary>
    /// <param name="frame">The frame, shape (height, width).</param>
    /// <param name="small">The picture, shape (Rows, Columns).</param>
    /// <param name="scratch">As long as the picture.</param>
    public void Make(ReadOnlySpan<float> frame, Span<float> small, Span<float> scratch)
    {
        float share = 1f / (Bin * Bin);
        for (int y = 0; y < Rows; y++)
        {
            Span<float> line = small.Slice(y * Columns, Columns);
            line.Clear();
            for (int k = 0; k < Bin; k++)
            {
                ReadOnlySpan<float> row = frame.Slice(((y * Bin) + k) * _width, _width);
                for (int x = 0; x < Columns; x++)
                {
                    float sum = 0;
                    for (int i = x * Bin; i < (x + 1) * Bin; i++)
                    {
                        sum += row[i];
                    }

                    line[x] += sum * share;
                }
            }
        }

        Smoothing.Box(small, Rows, Columns, Math.Max(3, Math.Min(Rows, Columns) / 10), scratch);
        TensorPrimitives.Subtract(small, scratch, small);
        TensorPrimitives.Multiply(small, _fade, small);
        Limit(small);
    }

    /// <summary>Takes the mean out, limits what stands far out (a cell that is active, a hot pixel), and scales to unit variance.</summary>
    private static void Limit(Span<float> small)
    {
        for (int round = 0; round < 3; round++)
        {
            float mean = TensorPrimitives.Sum<float>(small) / small.Length;
            TensorPrimitives.Subtract(small, mean, small);
            float deviation = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(small) / small.Length);
            if (!(deviation > 0))
            {
                small.Clear();
                return;
            }

            TensorPrimitives.Divide(small, deviation, small);
            TensorPrimitives.Min(small, 3f, small);
            TensorPrimitives.Max(small, -3f, small);
        }
    }

    private static float[] Fade(int length)
    {
        float edge = Math.Max(1f, length / 10f);
        return [.. Enumerable.Range(0, length).Select(i =>
        {
            float inside = Math.Min(i + 0.5f, length - i - 0.5f) / edge;
            return inside >= 1 ? 1f : 0.5f - (0.5f * MathF.Cos(MathF.PI * inside));
        })];
    }
}
