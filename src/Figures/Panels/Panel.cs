namespace DeepWonder3D.Figures.Panels;

/// <summary>A part of a figure: something of a known size that can be drawn anywhere.</summary>
internal abstract class Panel
{
    /// <summary>Width in screen pixels.</summary>
    public abstract int Width { get; }

    /// <summary>Height in screen pixels.</summary>
    public abstract int Height { get; }

    /// <summary>Size of ordinary text in screen pixels; all other measures follow it.</summary>
    public abstract float Em { get; }

    /// <summary>Draws the panel with its upper left corner at the origin.</summary>
    public abstract void Draw(SKCanvas canvas, FigureText text);
}

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
