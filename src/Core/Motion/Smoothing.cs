using System.Numerics.Tensors;

namespace DeepWonder3D.Motion;

/// <summary>Means over neighbourhoods of a picture; at its edges over what of them is inside.</summary>
internal static class Smoothing
{
    /// <summary>The mean over squares, twice, which comes near to a Gaussian.</summary>
    /// <param name="picture">Shape (rows, columns).</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="radius">Half the square's side, pixels, without its middle.</param>
    /// <param name="result">As long as the picture.</param>
    public static void Box(ReadOnlySpan<float> picture, int rows, int columns, int radius, Span<float> result)
    {
        float[] middle = new float[picture.Length];
        Once(picture, rows, columns, radius, middle);
        Once(middle, rows, columns, radius, result);
    }

    /// <summary>Weights 1 4 6 4 1 along both axes: a Gaussian of one pixel.</summary>
    public static float[] Binomial(ReadOnlySpan<float> picture, int rows, int columns) =>
        Weighted(picture, rows, columns, [1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f]);

    /// <summary>Weighted sums along both axes; what lies outside repeats the edge.</summary>
    /// <param name="picture">Shape (rows, columns).</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="weights">An odd number of them, the pixel's own in the middle.</param>
    public static float[] Weighted(ReadOnlySpan<float> picture, int rows, int columns, ReadOnlySpan<float> weights)
    {
        int radius = weights.Length / 2;
        float[] across = new float[picture.Length];
        float[] padded = new float[columns + (2 * radius)];
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<float> line = picture.Slice(y * columns, columns);
            line.CopyTo(padded.AsSpan(radius));
            padded.AsSpan(0, radius).Fill(line[0]);
            padded.AsSpan(radius + columns).Fill(line[^1]);
            Span<float> sum = across.AsSpan(y * columns, columns);
            for (int i = 0; i < weights.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(padded.AsSpan(i, columns), weights[i], sum, sum);
            }
        }

        float[] result = new float[picture.Length];
        for (int y = 0; y < rows; y++)
        {
            Span<float> sum = result.AsSpan(y * columns, columns);
            for (int i = 0; i < weights.Length; i++)
            {
                int row = Math.Clamp(y + i - radius, 0, rows - 1);
                TensorPrimitives.MultiplyAdd(across.AsSpan(row * columns, columns), weights[i], sum, sum);
            }
        }

        return result;
    }

    private static void Once(ReadOnlySpan<float> picture, int rows, int columns, int radius, Span<float> result)
    {
        double[] sums = new double[columns];
        for (int y = -radius; y < rows; y++)
        {
            Add(picture, y + radius, 1);
            Add(picture, y - radius - 1, -1);
            if (y < 0)
            {
                continue;
            }

            int high = Math.Min(rows - 1, y + radius) - Math.Max(0, y - radius) + 1;
            double sum = 0;
            for (int x = -radius; x < columns; x++)
            {
                sum += x + radius < columns ? sums[x + radius] : 0;
                sum -= x - radius - 1 >= 0 ? sums[x - radius - 1] : 0;
                if (x >= 0)
                {
                    int wide = Math.Min(columns - 1, x + radius) - Math.Max(0, x - radius) + 1;
                    result[(y * columns) + x] = (float)(sum / (high * wide));
                }
            }
        }

        void Add(ReadOnlySpan<float> from, int row, int sign)
        {
            if (row >= 0 && row < rows)
            {
                for (int x = 0; x < columns; x++)
                {
                    sums[x] += sign * from[(row * columns) + x];
                }
            }
        }
    }
}
