using DeepWonder3D.Figures.Drawing;
using SkiaSharp;

namespace DeepWonder3D.Benchmarks.Scaling;

/// <summary>
/// Draws cost plots on one page: the cost above, the peak memory below; sizes on a logarithmic axis, costs and memory from zero.
/// </summary>
internal static class CostSheet
{
    private const int Width = 420;
    private const int CostHeight = 210;
    private const int MemoryHeight = 110;
    private const int Columns = 3;
    private const float Em = 13;
    private const float Left = 4.6f * Em;
    private const float Right = 1.2f * Em;
    private const float Top = 2.4f * Em;
    private const float Gap = 0.8f * Em;
    private const float Bottom = 3.4f * Em;

    public static void Write(IReadOnlyList<CostPlot> plots, string path)
    {
        DrawingLibrary.Load();
        int rows = (plots.Count + Columns - 1) / Columns;
        int height = (int)(Top + CostHeight + Gap + MemoryHeight + Bottom);
        using SKSurface surface = SKSurface.Create(new SKImageInfo(Columns * Width, rows * height));
        surface.Canvas.Clear(FigureColours.Page);
        for (int i = 0; i < plots.Count; i++)
        {
            surface.Canvas.Save();
            surface.Canvas.Translate(i % Columns * Width, i / Columns * height);
            Draw(surface.Canvas, plots[i]);
            surface.Canvas.Restore();
        }

        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        using FileStream file = File.Create(path);
        png.SaveTo(file);
    }

    private static void Draw(SKCanvas canvas, CostPlot plot)
    {
        (double Size, double Cost, double MemoryMib)[] points = [.. plot.Lines.Values.SelectMany(p => p)];
        if (points.Length == 0)
        {
            return;
        }

        double low = Math.Log2(points.Min(p => p.Size));
        double high = Math.Log2(points.Max(p => p.Size));
        double margin = Math.Max(0.06 * (high - low), 0.1);
        AxisRange sizes = new(low - margin, high + margin);
        SKRect cost = SKRect.Create(Left, Top, Width - Left - Right, CostHeight);
        SKRect memory = SKRect.Create(Left, cost.Bottom + Gap, cost.Width, MemoryHeight);
        FigureText text = FigureText.Outlines;
        text.Draw(canvas, plot.Title, cost.Left, Top - (0.7f * Em), 1.1f * Em, FigureColours.Ink, SKTextAlign.Left);
        Lines(canvas, text, plot, new PlotArea(cost, sizes, FromZero(points.Max(p => p.Cost))), plot.Unit, p => p.Cost);
        Lines(canvas, text, plot, new PlotArea(memory, sizes, FromZero(points.Max(p => p.MemoryMib))), "peak, MiB", p => p.MemoryMib);
        foreach (double size in points.Select(p => p.Size).Distinct())
        {
            string label = size.ToString("N0", CultureInfo.InvariantCulture);
            float x = new PlotArea(memory, sizes, sizes).At(Math.Log2(size), low).X;
            text.Draw(canvas, label, x, memory.Bottom + (1.1f * Em), 0.8f * Em, FigureColours.Ink, SKTextAlign.Center);
        }

        text.Draw(canvas, plot.Axis, cost.MidX, memory.Bottom + (2.5f * Em), 0.95f * Em, FigureColours.Ink, SKTextAlign.Center);
    }

    /// <summary>An axis that grows upwards, with room for the names of the lines.</summary>
    private static AxisRange FromZero(double most) => new(1.25 * most, 0);

    private static void Lines(
        SKCanvas canvas,
        FigureText text,
        CostPlot plot,
        PlotArea area,
        string unit,
        Func<(double Size, double Cost, double MemoryMib), double> value)
    {
        using SKPaint frame = new() { Color = FigureColours.FaintInk, StrokeWidth = 1, IsStroke = true };
        using SKPaint grid = new() { Color = FigureColours.Grid, StrokeWidth = 1, IsStroke = true };
        foreach (double tick in AxisTicks.Between(0, area.Vertical.Low, (int)(area.Box.Height / (2.4f * Em))))
        {
            float y = MathF.Floor(area.At(area.Horizontal.Low, tick).Y) + 0.5f;
            canvas.DrawLine(area.Box.Left, y, area.Box.Right, y, grid);
            text.Draw(
                canvas,
                AxisTicks.Label(tick),
                area.Box.Left - (0.4f * Em),
                y + (0.3f * Em),
                0.8f * Em,
                FigureColours.Ink,
                SKTextAlign.Right);
        }

        canvas.DrawRect(area.Box, frame);
        canvas.Save();
        canvas.RotateDegrees(-90, area.Box.Left - (3.4f * Em), area.Box.MidY);
        text.Draw(canvas, unit, area.Box.Left - (3.4f * Em), area.Box.MidY, 0.9f * Em, FigureColours.Ink, SKTextAlign.Center);
        canvas.Restore();
        int line = 0;
        foreach ((string name, List<(double Size, double Cost, double MemoryMib)> points) in plot.Lines)
        {
            line++;
            using SKPaint stroke = new() { Color = FigureColours.OfNeuron(line), StrokeWidth = 2, IsStroke = true, IsAntialias = true };
            using SKPaint dot = new() { Color = FigureColours.OfNeuron(line), IsAntialias = true };
            SKPoint[] places = [.. points.OrderBy(p => p.Size).Select(p => area.At(Math.Log2(p.Size), value(p)))];
            for (int i = 0; i < places.Length; i++)
            {
                canvas.DrawCircle(places[i], 3.5f, dot);
                if (i > 0)
                {
                    canvas.DrawLine(places[i - 1], places[i], stroke);
                }
            }

            if (plot.Lines.Count > 1)
            {
                float x = area.Box.Left + Em + ((line - 1) * 7 * Em);
                canvas.DrawCircle(x, area.Box.Top + (0.9f * Em), 3.5f, dot);
                text.Draw(canvas, name, x + (0.6f * Em), area.Box.Top + (1.2f * Em), 0.85f * Em, FigureColours.Ink, SKTextAlign.Left);
            }
        }
    }
}
