using DeepWonder3D.Volumes;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>An image in 8-bit grey, its contrast stretched between two percentiles.</summary>
internal sealed class GreyImage
{
    public const double LowPercentile = 1;
    public const double HighPercentile = 99.7;

    private const byte ConstantGrey = 96;

    private readonly byte[] _pixels;

    private GreyImage(int height, int width, byte[] pixels)
    {
        Height = height;
        Width = width;
        _pixels = pixels;
    }

    public int Height { get; }

    public int Width { get; }

    public byte this[int row, int column] => _pixels[(row * Width) + column];

    /// <summary>Stretches samples of shape (height, width). NaN becomes black; an image of one value becomes an even grey.</summary>
    public static GreyImage Stretch(ReadOnlySpan<float> samples, int height, int width)
    {
        (double low, double high) = Range(samples);
        byte[] pixels = new byte[samples.Length];
        double scale = 255 / (high - low);
        for (int i = 0; i < pixels.Length; i++)
        {
            double level = high > low ? (samples[i] - low) * scale : ConstantGrey;
            pixels[i] = float.IsNaN(samples[i]) ? (byte)0 : (byte)Math.Clamp(Math.Round(level), 0, 255);
        }

        return new GreyImage(height, width, pixels);
    }

    /// <summary>The image with every pixel drawn as a square of <paramref name="zoom"/> screen pixels: no value is invented.</summary>
    public SKImage ToImage(int zoom)
    {
        int width = checked(Width * zoom);
        byte[] large = new byte[checked(Height * zoom * width)];
        for (int row = 0; row < Height; row++)
        {
            Span<byte> line = large.AsSpan(row * zoom * width, width);
            for (int column = 0; column < Width; column++)
            {
                line.Slice(column * zoom, zoom).Fill(_pixels[(row * Width) + column]);
            }

            for (int copy = 1; copy < zoom; copy++)
            {
                line.CopyTo(large.AsSpan(((row * zoom) + copy) * width, width));
            }
        }

        SKImageInfo info = new(width, Height * zoom, SKColorType.Gray8, SKAlphaType.Opaque);
        return SKImage.FromPixelCopy(info, large, width);
    }

    private static (double Low, double High) Range(ReadOnlySpan<float> samples)
    {
        float[] finite = new float[samples.Length];
        int count = 0;
        foreach (float sample in samples)
        {
            if (float.IsFinite(sample))
            {
                finite[count++] = sample;
            }
        }

        Span<float> known = finite.AsSpan(0, count);
        return count == 0 ? (0, 0) : (OrderStatistics.Percentile(known, LowPercentile), OrderStatistics.Percentile(known, HighPercentile));
    }
}
