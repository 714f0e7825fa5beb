using System.Text;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>
/// Writes in a figure, with the font that lies in this assembly (Font/README.md): a figure is the same on every machine, whatever is
/// installed there.
/// </summary>
internal sealed class FigureText
{
    private const string Ellipsis = "…";
    private const string Unknown = "□";
    private const float HaloShare = 0.25f;

    /// <summary>
    /// The font in its own units, in which outlines and widths are whole numbers: at the sizes of text each system's font engine (FreeType,
    /// DirectWrite) rounds in its own way.
    /// </summary>
    private static readonly SKFont s_font = Load();

    private readonly bool _editable;

    private FigureText(bool editable) => _editable = editable;

    /// <summary>Text as the outlines of its letters.</summary>
    public static FigureText Outlines { get; } = new(false);

    /// <summary>Text that stays text in a vector format.</summary>
    public static FigureText Editable { get; } = new(true);

    /// <summary>The font's name.</summary>
    public static string Family => s_font.Typeface.FamilyName;

    /// <summary>Width of a line of text in screen pixels.</summary>
    public static float Measure(string text, float size) => s_font.MeasureText(Known(text)) * size / s_font.Size;

    /// <summary>The text, its end replaced by dots where it is wider than <paramref name="width"/>.</summary>
    public static string Fit(string text, float size, float width)
    {
        if (Measure(text, size) <= width)
        {
            return text;
        }

        int fits = 0;
        for (int tooLong = text.Length; tooLong - fits > 1;)
        {
            int middle = (fits + tooLong) / 2;
            (fits, tooLong) = Measure(text[..middle] + Ellipsis, size) <= width ? (middle, tooLong) : (fits, middle);
        }

        return text[..fits].TrimEnd() + Ellipsis;
    }

    /// <summary>Draws a line of text.</summary>
    /// <param name="canvas">Where to.</param>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left end, middle or right end, by <paramref name="align"/>.</param>
    /// <param name="baseline">Its baseline.</param>
    /// <param name="size">Size of the letters in screen pixels.</param>
    /// <param name="colour">Colour of the letters.</param>
    /// <param name="align">What <paramref name="x"/> is.</param>
    /// <param name="halo">Colour of a rim that keeps the text legible on an image; none where null.</param>
    public void Draw(
        SKCanvas canvas,
        string text,
        float x,
        float baseline,
        float size,
        SKColor colour,
        SKTextAlign align = SKTextAlign.Left,
        SKColor? halo = null)
    {
        x -= Measure(text, size) * align switch { SKTextAlign.Left => 0, SKTextAlign.Center => 0.5f, _ => 1 };
        if (halo is { } rim)
        {
            using SKPaint paint =
                new() { Color = rim, IsAntialias = true, IsStroke = true, StrokeWidth = HaloShare * size, StrokeJoin = SKStrokeJoin.Round };
            DrawAt(canvas, Known(text), x, baseline, size, paint);
        }

        using SKPaint fill = new() { Color = colour, IsAntialias = true };
        DrawAt(canvas, Known(text), x, baseline, size, fill);
    }

    private void DrawAt(SKCanvas canvas, string text, float x, float baseline, float size, SKPaint paint)
    {
        if (_editable)
        {
            using SKFont font = Font(s_font.Typeface, size);
            canvas.DrawText(text, x, baseline, SKTextAlign.Left, font, paint);
            return;
        }

        using SKPath outlines = s_font.GetTextPath(text);
        outlines.Transform(SKMatrix.CreateScaleTranslation(size / s_font.Size, size / s_font.Size, x, baseline));
        canvas.DrawPath(outlines, paint);
    }

    /// <summary>The text with a box for each character that the font lacks: a recording's name may be in any script, or broken.</summary>
    private static string Known(string text) =>
        string.Concat(text.EnumerateRunes().Select(r => s_font.ContainsGlyph(r.Value) ? r.ToString() : Unknown));

    private static SKFont Load()
    {
        using Stream font = typeof(FigureText).Assembly.GetManifestResourceStream("Figures/DejaVuSans.ttf")!;
        SKTypeface typeface = SKTypeface.FromStream(font);
        return Font(typeface, typeface.UnitsPerEm);
    }

    private static SKFont Font(SKTypeface typeface, float size) =>
        new(typeface, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
}
