using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons.Following;

/// <summary>
/// A picture as that by which one day is known on another: each sample above its surround, in units of how much samples there differ. What
/// changes between days (light, expression, one bright cell) then counts for little, and what stays (vessels, nuclei, texture) is left.
/// </summary>
/// <param name="Samples">Row by row; 0 where there is no data.</param>
/// <param name="IsData">Which pixels are data.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal sealed record PictureContrast(float[] Samples, bool[] IsData, int Height, int Width)
{
    private const float Largest = 3;
    private const float LeastSpreadShare = 0.2f;

    /// <summary>Whether there is anything to know a place by.</summary>
    public bool HasTexture => Array.Exists(Samples, s => s != 0);

    public static PictureContrast Of(MeanPicture picture)
    {
        (int height, int width) = (picture.Height, picture.Width);
        int radius = Math.Clamp(Math.Min(height, width) / 16, 6, 24);
        ReadOnlySpan<float> samples = picture.AsSpan();
        int count = samples.Length;
        bool[] isData = new bool[count];
        float[] weight = new float[count];
        float[] contrast = new float[count];
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            isData[i] = float.IsFinite(samples[i]);
            weight[i] = isData[i] ? 1 : 0;
            sum += isData[i] ? samples[i] : 0;
        }

        // Relative to the picture's level: sums of differences lose nothing to it.
        float level = (float)(sum / Math.Max(1, weight.Sum(w => (double)w)));
        float[] around = new float[count];
        Smoothing.Box(weight, height, width, radius, around);
        for (int i = 0; i < count; i++)
        {
            contrast[i] = isData[i] ? samples[i] - level : 0;
        }

        float[] mean = new float[count];
        Smoothing.Box(contrast, height, width, radius, mean);
        for (int i = 0; i < count; i++)
        {
            contrast[i] = isData[i] ? contrast[i] - (mean[i] / around[i]) : 0;
            weight[i] = contrast[i] * contrast[i];
        }

        Smoothing.Box(weight, height, width, radius, mean);
        float[] spread = [.. mean.Select((m, i) => isData[i] ? MathF.Sqrt(Math.Max(0, m / around[i])) : 0)];
        float[] known = [.. spread.Where((_, i) => isData[i])];
        float least = known.Length == 0 ? 0 : LeastSpreadShare * (float)OrderStatistics.Median(known);
        for (int i = 0; i < count; i++)
        {
            float unit = Math.Max(spread[i], least);
            contrast[i] = unit > 0 ? Math.Clamp(contrast[i] / unit, -Largest, Largest) : 0;
        }

        return new PictureContrast(contrast, isData, height, width);
    }

    /// <summary>The picture as it shows in a field of a size after a move; no data where it does not reach.</summary>
    /// <param name="move">From places in that field to places in this picture.</param>
    /// <param name="height">Rows of the field.</param>
    /// <param name="width">Columns of the field.</param>
    public PictureContrast Seen(Func<double, double, (double Row, double Column)> move, int height, int width)
    {
        float[] samples = new float[height * width];
        bool[] isData = new bool[samples.Length];
        Span<float> down = stackalloc float[Interpolation.Taps];
        Span<float> across = stackalloc float[Interpolation.Taps];
        for (int i = 0; i < samples.Length; i++)
        {
            (double row, double column) = move(i / width, i % width);
            (int nearRow, int nearColumn) = ((int)Math.Round(row), (int)Math.Round(column));
            if (nearRow < 0 || nearRow >= Height || nearColumn < 0 || nearColumn >= Width || !IsData[(nearRow * Width) + nearColumn])
            {
                continue;
            }

            isData[i] = true;
            (int top, int left) = ((int)Math.Floor(row), (int)Math.Floor(column));
            Interpolation.NearWeights((float)(row - top), down);
            Interpolation.NearWeights((float)(column - left), across);
            float sum = 0;
            for (int y = 0; y < Interpolation.Taps; y++)
            {
                int line = Math.Clamp(top - Interpolation.Before + y, 0, Height - 1) * Width;
                float ofLine = 0;
                for (int x = 0; x < Interpolation.Taps; x++)
                {
                    ofLine += across[x] * Samples[line + Math.Clamp(left - Interpolation.Before + x, 0, Width - 1)];
                }

                sum += down[y] * ofLine;
            }

            samples[i] = sum;
        }

        return new PictureContrast(samples, isData, height, width);
    }

    /// <summary>The picture with its rows, or its columns, in the other order: other tissue that looks alike.</summary>
    public PictureContrast Mirrored(bool rows)
    {
        float[] samples = new float[Samples.Length];
        bool[] isData = new bool[samples.Length];
        for (int i = 0; i < samples.Length; i++)
        {
            int from = rows
                ? ((Height - 1 - (i / Width)) * Width) + (i % Width)
                : ((i / Width) * Width) + Width - 1 - (i % Width);
            (samples[i], isData[i]) = (Samples[from], IsData[from]);
        }

        return new PictureContrast(samples, isData, Height, Width);
    }
}
