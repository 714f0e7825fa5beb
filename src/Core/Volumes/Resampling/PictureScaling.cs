namespace DeepWonder3D.Volumes;

/// <summary>A picture in pixels of another size.</summary>
internal static class PictureScaling
{
    /// <summary>Draws it: each pixel the mean of what it covers, or between the nearest where it covers less than one.</summary>
    /// <param name="picture">Shape (fromHeight, fromWidth); NaN where there is no data.</param>
    /// <param name="fromHeight">Its rows.</param>
    /// <param name="fromWidth">Its columns.</param>
    /// <param name="scale">Pixels of the new picture a pixel of this one; edges coincide.</param>
    /// <param name="height">Rows of the new one.</param>
    /// <param name="width">Columns of the new one.</param>
    /// <returns>Shape (height, width); NaN outside the picture.</returns>
    public static float[] Run(ReadOnlySpan<float> picture, int fromHeight, int fromWidth, PixelScale scale, int height, int width)
    {
        float[] samples = new float[checked(height * width)];
        int down = Math.Max(1, (int)Math.Round(1 / scale.Rows));
        int across = Math.Max(1, (int)Math.Round(1 / scale.Columns));
        for (int i = 0; i < samples.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < down * across; k++)
            {
                sum += At(
                    picture,
                    fromHeight,
                    fromWidth,
                    (((i / width) + (((k / across) + 0.5) / down)) / scale.Rows) - 0.5,
                    (((i % width) + (((k % across) + 0.5) / across)) / scale.Columns) - 0.5);
            }

            samples[i] = (float)(sum / (down * across));
        }

        return samples;
    }

    /// <summary>The sample at a place between the four around it; NaN outside.</summary>
    private static double At(ReadOnlySpan<float> picture, int height, int width, double row, double column)
    {
        if (!(row >= -0.5 && row <= height - 0.5 && column >= -0.5 && column <= width - 0.5))
        {
            return double.NaN;
        }

        (row, column) = (Math.Clamp(row, 0, height - 1), Math.Clamp(column, 0, width - 1));
        (int top, int left) = (Math.Min((int)row, Math.Max(0, height - 2)), Math.Min((int)column, Math.Max(0, width - 2)));
        int bottom = Math.Min(top + 1, height - 1) * width;
        int right = Math.Min(left + 1, width - 1);
        top *= width;
        double across = column - left;
        double above = Mixed(picture[top + left], picture[top + right], across);
        return Mixed(above, Mixed(picture[bottom + left], picture[bottom + right], across), row - (top / width));
    }

    /// <summary>Between two samples, of which one that counts for nothing may be no data.</summary>
    private static double Mixed(double one, double other, double share) =>
        share <= 0 ? one : share >= 1 ? other : one + ((other - one) * share);
}
