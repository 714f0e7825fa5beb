using DeepWonder3D.Figures.Drawing;
using SkiaSharp;

namespace DeepWonder3D.Figures.Panels;

/// <summary>Two panels side by side, their tops aligned.</summary>
internal sealed class PanelRow(Panel left, Panel right) : Panel
{
    private const float GapEm = 1.5f;

    public override int Width => left.Width + Gap + right.Width;

    public override int Height => Math.Max(left.Height, right.Height);

    public override float Em => left.Em;

    private int Gap => GapOf(left);

    /// <summary>Room between a panel and its right neighbour, screen pixels.</summary>
    public static int GapOf(Panel left) => (int)(GapEm * left.Em);

    public override void Draw(SKCanvas canvas, FigureText text)
    {
        left.Draw(canvas, text);
        canvas.Save();
        canvas.Translate(left.Width + Gap, 0);
        right.Draw(canvas, text);
        canvas.Restore();
    }
}
