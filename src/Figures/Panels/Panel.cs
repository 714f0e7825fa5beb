using DeepWonder3D.Figures.Drawing;
using SkiaSharp;

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
