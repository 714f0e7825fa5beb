namespace DeepWonder3D.Simulation;

/// <summary>Blurs an image in place; beyond its border it goes on as at the border.</summary>
internal static class GaussianBlur
{
    private const double Reach = 4;

    public static void Apply(Span<float> image, int width, double sigmaPx)
    {
        if (sigmaPx <= 0)
        {
            return;
        }

        int half = (int)Math.Ceiling(Reach * sigmaPx);
        float[] taps = new float[(2 * half) + 1];
        for (int i = 0; i < taps.Length; i++)
        {
            taps[i] = (float)Math.Exp(-0.5 * (i - half) * (i - half) / (sigmaPx * sigmaPx));
        }

        TensorPrimitives.Divide(taps, TensorPrimitives.Sum(taps), taps);
        AlongColumns(image, width, taps);
        AlongRows(image, width, taps);
    }

    private static void AlongColumns(Span<float> image, int width, float[] taps)
    {
        int half = taps.Length / 2;
        int height = image.Length / width;
        float[] source = image.ToArray();
        for (int row = 0; row < height; row++)
        {
            Span<float> line = image.Slice(row * width, width);
            line.Clear();
            for (int i = 0; i < taps.Length; i++)
            {
                int other = Math.Clamp(row + i - half, 0, height - 1);
                TensorPrimitives.MultiplyAdd(source.AsSpan(other * width, width), taps[i], line, line);
            }
        }
    }

    private static void AlongRows(Span<float> image, int width, float[] taps)
    {
        int half = taps.Length / 2;
        float[] padded = new float[width + (2 * half)];
        for (int start = 0; start < image.Length; start += width)
        {
            Span<float> line = image.Slice(start, width);
            padded.AsSpan(0, half).Fill(line[0]);
            padded.AsSpan(half + width).Fill(line[^1]);
            line.CopyTo(padded.AsSpan(half));
            line.Clear();
            for (int i = 0; i < taps.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(padded.AsSpan(i, width), taps[i], line, line);
            }
        }
    }
}
