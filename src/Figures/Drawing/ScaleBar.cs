using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>A bar of a round length in µm, or in pixels where their size is not known.</summary>
internal sealed class ScaleBar
{
    /// <summary>The bar takes at most this share of the image's width.</summary>
    private const double LargestShare = 0.25;

    private ScaleBar(int length, string label)
    {
        Length = length;
        Label = label;
    }

    /// <summary>Screen pixels.</summary>
    public int Length { get; }

    public string Label { get; }

    /// <summary>The bar for a view of <paramref name="width"/> pixels of <paramref name="pixelSizeUm"/>.</summary>
    public static ScaleBar For(int width, int zoom, double? pixelSizeUm)
    {
        double unit = pixelSizeUm is { } size && size > 0 && double.IsFinite(size) ? size : 1;
        double round = AxisTicks.RoundBelow(width * unit * LargestShare);
        string label = AxisTicks.Label(round) + (pixelSizeUm is null ? " px" : " µm");
        return new ScaleBar(Math.Max(1, (int)Math.Round(round / unit * zoom)), label);
    }

    /// <summary>Draws the bar with its lower right corner at a point.</summary>
    public void Draw(SKCanvas canvas, float right, float bottom, float em, FigureText text)
    {
        float thickness = MathF.Max(3, MathF.Round(em / 4));
        float size = 0.9f * em;
        float half = MathF.Max(Length, FigureText.Measure(Label, size)) / 2;
        float middle = right - half;
        using SKPaint plate = new() { Color = FigureColours.Halo };
        float pad = 0.4f * em;
        canvas.DrawRect(
            SKRect.Create(
                middle - half - pad, bottom - thickness - size - (1.2f * pad), (2 * half) + (2 * pad), thickness + size + (2.2f * pad)),
            plate);
        text.Draw(canvas, Label, middle, bottom - thickness - (0.35f * em), size, SKColors.White, SKTextAlign.Center);

        // Whole pixels and no smoothing, so that the bar measures what it says.
        using SKPaint bar = new() { Color = SKColors.White, IsAntialias = false };
        float left = MathF.Round(middle - (Length / 2f));
        canvas.DrawRect(SKRect.Create(left, MathF.Round(bottom - thickness), Length, thickness), bar);
    }
}
