using System.Text;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>Writes in a figure: with a typeface, or in plain strokes where the machine has none.</summary>
internal sealed class FigureText(SKTypeface? typeface)
{
    private const string Ellipsis = "…";
    private const float HaloShare = 0.25f;

    /// <summary>Text in the system's typeface.</summary>
    public static FigureText Default { get; } = new(SystemTypeface.Default);

    /// <summary>Width of a line of text in screen pixels.</summary>
    public float Measure(string text, float size)
    {
        if (typeface is null)
        {
            return StrokeLetters.Measure(text, size);
        }

        float width = 0;
        foreach ((SKTypeface face, string part) in Parts(typeface, text))
        {
            using SKFont font = Font(face, size);
            width += font.MeasureText(part);
        }

        return width;
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
        SKCanvas canvas, string text, float x, float baseline, float size, SKColor colour, SKTextAlign align = SKTextAlign.Left, SKColor? halo = null)
    {
        float share = align switch { SKTextAlign.Left => 0, SKTextAlign.Center => 0.5f, _ => 1 };
        x -= share == 0 ? 0 : share * Measure(text, size);
        if (halo is { } rim)
        {
            using SKPaint paint = new() { Color = rim, IsAntialias = true, IsStroke = true, StrokeWidth = HaloShare * size, StrokeJoin = SKStrokeJoin.Round };
            DrawAt(canvas, text, x, baseline, size, paint);
        }

        using SKPaint fill = new() { Color = colour, IsAntialias = true };
        DrawAt(canvas, text, x, baseline, size, fill);
    }

    /// <summary>The text, its end replaced by dots where it is wider than <paramref name="width"/>.</summary>
    public string Fit(string text, float size, float width)
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

    private static SKFont Font(SKTypeface face, float size) =>
        new(face, size) { Subpixel = true, Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None };

    private void DrawAt(SKCanvas canvas, string text, float x, float baseline, float size, SKPaint paint)
    {
        if (typeface is null)
        {
            using SKPath strokes = StrokeLetters.Path(text, x, baseline, size);
            float rim = paint.IsStroke ? paint.StrokeWidth : 0;
            using SKPaint pen = new()
            {
                Color = paint.Color, IsAntialias = true, IsStroke = true, StrokeWidth = StrokeLetters.ThicknessOf(size) + rim,
                StrokeCap = SKStrokeCap.Round, StrokeJoin = SKStrokeJoin.Round,
            };
            canvas.DrawPath(strokes, pen);
            return;
        }

        foreach ((SKTypeface face, string part) in Parts(typeface, text))
        {
            using SKFont font = Font(face, size);
            canvas.DrawText(part, x, baseline, SKTextAlign.Left, font, paint);
            x += font.MeasureText(part);
        }
    }

    /// <summary>The text in parts that one typeface can write: a recording's name may be in any script.</summary>
    private static List<(SKTypeface Face, string Text)> Parts(SKTypeface main, string text)
    {
        if (SystemTypeface.CanWrite(main, text))
        {
            return [(main, text)];
        }

        List<(SKTypeface Face, string Text)> parts = [];
        foreach (Rune rune in text.EnumerateRunes())
        {
            string character = rune.ToString();
            SKTypeface face = SystemTypeface.CanWrite(main, character) ? main : SystemTypeface.For(rune) ?? main;
            if (parts.Count > 0 && parts[^1].Face == face)
            {
                parts[^1] = (face, parts[^1].Text + character);
            }
            else
            {
                parts.Add((face, character));
            }
        }

        return parts;
    }
}
