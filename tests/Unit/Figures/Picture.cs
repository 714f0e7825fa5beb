using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

/// <summary>A decoded PNG.</summary>
internal sealed class Picture
{
    private readonly SKColor[] _pixels;

    public Picture(byte[] png)
    {
        using SKBitmap bitmap = SKBitmap.Decode(png);
        (Width, Height, _pixels) = (bitmap.Width, bitmap.Height, bitmap.Pixels);
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<SKColor> Pixels => _pixels;

    public SKColor this[int x, int y] => _pixels[(y * Width) + x];

    /// <summary>Whether any pixel of a half-open box has a hue.</summary>
    public bool IsColouredIn(int left, int top, int right, int bottom)
    {
        for (int y = Math.Max(0, top); y < Math.Min(Height, bottom); y++)
        {
            for (int x = Math.Max(0, left); x < Math.Min(Width, right); x++)
            {
                if (TestFigures.IsColoured(this[x, y]))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
