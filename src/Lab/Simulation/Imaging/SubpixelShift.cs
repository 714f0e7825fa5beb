namespace DeepWonder3D.Simulation;

/// <summary>Cuts the field out of a canvas that has moved by a fraction of a pixel (cubic convolution, Keys 1981).</summary>
internal static class SubpixelShift
{
    private const int Taps = 4;

    /// <summary>Interpolates.</summary>
    /// <param name="source">The canvas, row by row.</param>
    /// <param name="canvas">Its shape.</param>
    /// <param name="rows">Rows that the tissue has moved down.</param>
    /// <param name="columns">Columns that it has moved to the right.</param>
    /// <param name="line">Scratch for one row of the canvas.</param>
    /// <param name="destination">The field, row by row; light below 0, which the cubic's lobes can make, becomes 0.</param>
    public static void Apply(
        ReadOnlySpan<float> source, Canvas canvas, double rows, double columns, Span<float> line, Span<float> destination)
    {
        int width = canvas.Width - (2 * canvas.Border);
        int height = canvas.Height - (2 * canvas.Border);
        (int firstRow, float[] rowTaps) = Tap(canvas.Border - rows);
        (int firstColumn, float[] columnTaps) = Tap(canvas.Border - columns);
        for (int row = 0; row < height; row++)
        {
            Combine(source[((firstRow + row) * canvas.Width)..], canvas.Width, rowTaps, line);
            Span<float> target = destination.Slice(row * width, width);
            Combine(line[firstColumn..], 1, columnTaps, target);
            TensorPrimitives.Max(target, 0f, target);
        }
    }

    /// <summary>Interpolates where every pixel of the field has its own displacement.</summary>
    public static void Apply(
        ReadOnlySpan<float> source, Canvas canvas, Func<int, int, (double Rows, double Columns)> displacement, Span<float> destination)
    {
        int width = canvas.Width - (2 * canvas.Border);
        for (int i = 0; i < destination.Length; i++)
        {
            (double rows, double columns) = displacement(i / width, i % width);
            (int row, float[] down) = Tap((i / width) + canvas.Border - rows);
            (int column, float[] across) = Tap((i % width) + canvas.Border - columns);
            float sum = 0;
            for (int k = 0; k < Taps; k++)
            {
                sum += down[k] * TensorPrimitives.Dot(source.Slice(((row + k) * canvas.Width) + column, Taps), across);
            }

            destination[i] = Math.Max(sum, 0);
        }
    }

    /// <summary>Sums four runs of samples, each a stride after the other, with the taps as weights.</summary>
    private static void Combine(ReadOnlySpan<float> source, int stride, float[] taps, Span<float> destination)
    {
        TensorPrimitives.Multiply(source[..destination.Length], taps[0], destination);
        for (int i = 1; i < Taps; i++)
        {
            TensorPrimitives.MultiplyAdd(source.Slice(i * stride, destination.Length), taps[i], destination, destination);
        }
    }

    /// <summary>The first of the samples around a place, and their weights.</summary>
    private static (int First, float[] Weights) Tap(double place)
    {
        int whole = (int)Math.Floor(place);
        double t = place - whole;
        double[] weights =
        [
            ((((-0.5 * t) + 1) * t) - 0.5) * t,
            (((1.5 * t) - 2.5) * t * t) + 1,
            ((((-1.5 * t) + 2) * t) + 0.5) * t,
            ((0.5 * t) - 0.5) * t * t,
        ];
        return (whole - 1, [.. weights.Select(w => (float)w)]);
    }
}
