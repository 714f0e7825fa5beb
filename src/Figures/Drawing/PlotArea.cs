using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>A rectangle with two linear axes; rows and depth grow downwards, as in an image.</summary>
/// <param name="Box">Where it lies on the canvas.</param>
/// <param name="Horizontal">The range from left to right.</param>
/// <param name="Vertical">The range from top to bottom.</param>
internal readonly record struct PlotArea(SKRect Box, AxisRange Horizontal, AxisRange Vertical)
{
    private const float TickSpacingEm = 3.2f;

    public SKPoint At(double horizontal, double vertical) => new(
        Box.Left + (float)(Horizontal.Share(horizontal) * Box.Width), Box.Top + (float)(Vertical.Share(vertical) * Box.Height));

    /// <summary>Draws the frame, the ticks and, where a label is given, the numbers and the label.</summary>
    public void DrawAxes(SKCanvas canvas, FigureText text, float em, string? horizontalLabel, string? verticalLabel)
    {
        using SKPaint frame = new() { Color = FigureColours.FaintInk, StrokeWidth = 1, IsStroke = true };
        using SKPaint grid = new() { Color = FigureColours.Grid, StrokeWidth = 1, IsStroke = true };
        float size = 0.85f * em;
        foreach (double tick in Horizontal.Ticks((int)(Box.Width / (TickSpacingEm * em))))
        {
            float x = MathF.Floor(At(tick, Vertical.Low).X) + 0.5f;
            canvas.DrawLine(x, Box.Top, x, Box.Bottom, grid);
            if (horizontalLabel is not null)
            {
                text.Draw(canvas, AxisTicks.Label(tick), x, Box.Bottom + (1.1f * em), size, FigureColours.Ink, SKTextAlign.Center);
            }
        }

        foreach (double tick in Vertical.Ticks((int)(Box.Height / (TickSpacingEm * em))))
        {
            float y = MathF.Floor(At(Horizontal.Low, tick).Y) + 0.5f;
            canvas.DrawLine(Box.Left, y, Box.Right, y, grid);
            if (verticalLabel is not null)
            {
                text.Draw(
                    canvas, AxisTicks.Label(tick), Box.Left - (0.4f * em), y + (0.35f * size), size, FigureColours.Ink, SKTextAlign.Right);
            }
        }

        canvas.DrawRect(Box, frame);
        DrawLabels(canvas, text, em, horizontalLabel, verticalLabel);
    }

    private void DrawLabels(SKCanvas canvas, FigureText text, float em, string? horizontalLabel, string? verticalLabel)
    {
        if (horizontalLabel is not null)
        {
            text.Draw(canvas, horizontalLabel, Box.MidX, Box.Bottom + (2.5f * em), 0.95f * em, FigureColours.Ink, SKTextAlign.Center);
        }

        if (verticalLabel is not null)
        {
            canvas.Save();
            canvas.RotateDegrees(-90, Box.Left - (3.4f * em), Box.MidY);
            text.Draw(canvas, verticalLabel, Box.Left - (3.4f * em), Box.MidY, 0.95f * em, FigureColours.Ink, SKTextAlign.Center);
            canvas.Restore();
        }
    }
}
