namespace DeepWonder3D.Figures;

/// <summary>A line under a picture, with samples of the outlines that it explains.</summary>
/// <param name="Text">The line.</param>
/// <param name="Outlines">Outlines to explain before it; empty for plain text.</param>
internal sealed record FigureNote(string Text, params IReadOnlyList<OutlineSample> Outlines)
{
    private const float SwatchEm = 2.4f;

    /// <summary>Draws the line.</summary>
    public void Draw(SKCanvas canvas, FigureText text, float x, float baseline, float width, float em)
    {
        float size = 0.85f * em;
        float end = x + width;
        foreach (OutlineSample outline in Outlines)
        {
            using SKPaint plate = new() { Color = FigureColours.FaintInk };
            SKRect box = SKRect.Create(x, baseline - (0.85f * size), SwatchEm * em, 1.1f * size);
            canvas.DrawRect(box, plate);
            using SKPathEffect? dash = outline.Dashed ? SKPathEffect.CreateDash([0.35f * em, 0.3f * em], 0) : null;
            using SKPaint pen =
                new() { Color = outline.Colour, IsAntialias = true, IsStroke = true, StrokeWidth = em / 8, PathEffect = dash };
            canvas.DrawLine(box.Left + (0.25f * em), box.MidY, box.Right - (0.25f * em), box.MidY, pen);
            x = box.Right + (0.5f * em);
            text.Draw(canvas, outline.Meaning, x, baseline, size, FigureColours.Ink);
            x += FigureText.Measure(outline.Meaning, size) + (1.5f * em);
        }

        text.Draw(canvas, FigureText.Fit(Text, size, Math.Max(0, end - x)), x, baseline, size, FigureColours.FaintInk);
    }
}
