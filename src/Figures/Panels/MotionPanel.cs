using DeepWonder3D.Figures.Drawing;
using SkiaSharp;

namespace DeepWonder3D.Figures.Panels;

/// <summary>
/// How the tissue moved over time, below each other: its shifts, its depth where that is known, and how well frames agree with their mean
/// before and after. Frames that count as no data are gaps.
/// </summary>
internal sealed class MotionPanel : Panel
{
    private const float LeftEm = 5.2f;
    private const float RightEm = 9;
    private const float PlotEm = 9;
    private const float GapEm = 1.4f;
    private const float AxisEm = 3.2f;

    private static readonly SKColor s_rows = FigureColours.OfNeuron(4);
    private static readonly SKColor s_columns = FigureColours.OfNeuron(2);
    private static readonly SKColor s_depth = FigureColours.OfNeuron(3);

    private readonly long _frames;
    private readonly double? _rate;
    private readonly List<(string Axis, (string Name, SKColor Colour, float[] Samples)[] Lines)> _plots = [];

    /// <param name="corrected">A recording whose motion was taken out.</param>
    /// <param name="motion">Its motion.</param>
    /// <param name="width">Width in screen pixels.</param>
    /// <param name="em">Size of ordinary text.</param>
    public MotionPanel(Volume corrected, TissueMotion motion, int width, float em)
    {
        (Width, Em, _frames, _rate) = (width, em, corrected.FrameCount, corrected.FrameRate);
        bool[] missing = corrected.Missing?.FrameMask(corrected.FrameCount) ?? new bool[corrected.FrameCount];
        _plots.Add(("shift, px", [
            ("rows", s_rows, Known(motion.RowShift, motion.PlaneCount, missing)),
            ("columns", s_columns, Known(motion.ColumnShift, motion.PlaneCount, missing))]));
        if (motion.Path is { } path)
        {
            _plots.Add(("depth, µm", [("depth", s_depth, Known([.. path.ZUm.Select(z => (float)z)], 1, missing))]));
        }

        _plots.Add(("correlation", [
            ("before", FigureColours.FaintInk, Known(motion.CorrelationBefore, motion.PlaneCount, missing)),
            ("after", s_depth, Known(motion.CorrelationAfter, motion.PlaneCount, missing))]));
        Height = (int)MathF.Ceiling(em * ((_plots.Count * (PlotEm + GapEm)) + AxisEm));
    }

    public override int Width { get; }

    public override int Height { get; }

    public override float Em { get; }

    public override void Draw(SKCanvas canvas, FigureText text)
    {
        AxisRange time = new(0, Math.Max(1, _frames - 1) / (_rate ?? 1));
        for (int i = 0; i < _plots.Count; i++)
        {
            (string axis, (string Name, SKColor Colour, float[] Samples)[] lines) = _plots[i];
            float top = Em * (0.5f + (i * (PlotEm + GapEm)));
            SKRect box = new(LeftEm * Em, top, Width - (RightEm * Em), top + (PlotEm * Em));
            AxisRange range =
                AxisRange.Around(lines.SelectMany(l => l.Samples.Select(s => (double)s))).AtLeast(axis == "correlation" ? 0.05 : 0.5);

            // Up is more: shifts and correlations are read as curves, not as places in an image.
            PlotArea plot = new(box, time, new AxisRange(range.High, range.Low));
            bool isLast = i == _plots.Count - 1;
            plot.DrawAxes(canvas, text, Em, isLast ? (_rate is null ? "frame" : "time, s") : null, axis);
            for (int line = 0; line < lines.Length; line++)
            {
                using SKPaint pen = new()
                {
                    Color = lines[line].Colour,
                    IsAntialias = true,
                    IsStroke = true,
                    StrokeWidth = Em / 11,
                    StrokeJoin = SKStrokeJoin.Bevel,
                };
                float zero = plot.At(0, 0).Y;
                float perUnit = (float)(box.Height / range.Length);
                using SKPath curve = new TraceLine(_frames, box.Left, box.Width, zero, perUnit).Path(lines[line].Samples);
                canvas.DrawPath(curve, pen);
                text.Draw(
                    canvas, lines[line].Name, box.Right + (0.8f * Em), top + ((1.2f + (1.5f * line)) * Em), 0.95f * Em, lines[line].Colour);
            }
        }
    }

    /// <summary>The middle plane's samples; NaN where a frame is no data.</summary>
    private static float[] Known(float[] samples, int planes, bool[] missing) =>
        [.. missing.Select((gone, frame) => gone ? float.NaN : samples[(frame * planes) + (planes / 2)])];
}
