namespace DeepWonder3D.Figures.Panels;

/// <summary>Traces stacked over a common time axis, all to one scale.</summary>
internal sealed class TracePanel : Panel
{
    private const float LeftEm = 6.2f;
    private const float RightEm = 3.4f;
    private const float AxisEm = 3.2f;
    private const float RowEm = 2.1f;
    private const float LargestRowEm = 5;
    private const int MostTicks = 8;

    private readonly IReadOnlyList<LabelledTrace> _traces;
    private readonly float[][] _scaled;
    private readonly long _frames;
    private readonly double? _rate;
    private readonly float _pixelsPerNoise;
    private readonly float _rowHeight;
    private readonly float _head;

    /// <summary>Lays out traces.</summary>
    /// <param name="traces">The traces, top first.</param>
    /// <param name="frames">Frames of the recording.</param>
    /// <param name="rate">Frames a second; the axis counts frames where it is null.</param>
    /// <param name="width">Width in screen pixels.</param>
    /// <param name="height">Height in screen pixels that is filled as far as the traces make use of it.</param>
    /// <param name="em">Size of ordinary text.</param>
    public TracePanel(IReadOnlyList<LabelledTrace> traces, long frames, double? rate, int width, int height, float em)
    {
        (_traces, _frames, _rate, Width, Em) = (traces, frames, rate, width, em);
        _scaled = [.. traces.Select(t => TraceScaling.Scale(t.Trace.AsSpan()))];
        TraceStack stack = new(_scaled);
        float axis = AxisEm * em;
        _rowHeight = (float)Math.Clamp((height - axis) / stack.Rows, RowEm * em, LargestRowEm * em);
        Height = (int)Math.Ceiling(axis + (stack.Rows * _rowHeight));
        _head = (float)(stack.HeadRows * _rowHeight);
        _pixelsPerNoise = (float)(stack.RowsPerNoise * _rowHeight);
    }

    public override int Width { get; }

    public override int Height { get; }

    public override float Em { get; }

    private float Left => LeftEm * Em;

    private float Right => Width - (RightEm * Em);

    private float Bottom => Height - (AxisEm * Em);

    public override void Draw(SKCanvas canvas, FigureText text)
    {
        DrawTimeAxis(canvas, text);
        using SKPaint pen = new() { IsAntialias = true, IsStroke = true, StrokeWidth = Em / 12, StrokeJoin = SKStrokeJoin.Bevel };
        for (int i = 0; i < _traces.Count; i++)
        {
            DrawRow(canvas, text, i, pen);
        }

        if (_traces.Count == 0)
        {
            text.Draw(canvas, "no neurons", (Left + Right) / 2, Bottom / 2, Em, FigureColours.FaintInk, SKTextAlign.Center);
            return;
        }

        DrawScale(canvas, text);
    }

    private void DrawRow(SKCanvas canvas, FigureText text, int row, SKPaint pen)
    {
        LabelledTrace trace = _traces[row];
        float baseline = _head + (row * _rowHeight);
        float size = 0.85f * Em;
        text.Draw(
            canvas,
            trace.Id.ToString(CultureInfo.InvariantCulture),
            Left - (0.6f * Em),
            baseline + (0.3f * size),
            size,
            trace.Colour,
            SKTextAlign.Right);
        string snr = double.IsNaN(trace.Snr) ? "–" : trace.Snr.ToString("0.0", CultureInfo.InvariantCulture);
        text.Draw(canvas, snr, Right + (0.6f * Em), baseline + (0.3f * size), size, FigureColours.FaintInk);
        pen.Color = trace.Colour;
        using SKPath line = new TraceLine(_frames, Left, Right - Left, baseline, _pixelsPerNoise).Path(_scaled[row]);
        canvas.DrawPath(line, pen);
    }

    private void DrawTimeAxis(SKCanvas canvas, FigureText text)
    {
        using SKPaint grid = new() { Color = FigureColours.Grid, StrokeWidth = 1, IsStroke = true };
        using SKPaint axis = new() { Color = FigureColours.Ink, StrokeWidth = 1, IsStroke = true };
        double end = _rate is { } rate ? _frames / rate : _frames;
        foreach (double tick in AxisTicks.Between(0, end, MostTicks))
        {
            float x = MathF.Floor((float)(Left + (end > 0 ? tick / end * (Right - Left) : 0))) + 0.5f;
            canvas.DrawLine(x, 0, x, Bottom, grid);
            text.Draw(canvas, AxisTicks.Label(tick), x, Bottom + (1.1f * Em), 0.85f * Em, FigureColours.Ink, SKTextAlign.Center);
        }

        canvas.DrawLine(Left, MathF.Floor(Bottom) + 0.5f, Right, MathF.Floor(Bottom) + 0.5f, axis);
        string label = _rate is null ? "frame" : "time (s)";
        text.Draw(canvas, label, (Left + Right) / 2, Bottom + (2.5f * Em), 0.95f * Em, FigureColours.Ink, SKTextAlign.Center);
    }

    /// <summary>What the columns of numbers and the height of the traces are, with a bar for a round number of noise units.</summary>
    private void DrawScale(SKCanvas canvas, FigureText text)
    {
        text.Draw(canvas, "id", Left - (0.6f * Em), 0.8f * Em, 0.85f * Em, FigureColours.FaintInk, SKTextAlign.Right);
        text.Draw(canvas, "SNR", Right + (0.6f * Em), 0.8f * Em, 0.85f * Em, FigureColours.FaintInk);
        double noise = AxisTicks.RoundBelow(2 * _rowHeight / _pixelsPerNoise);
        float length = (float)(noise * _pixelsPerNoise);
        float x = 3.6f * Em;
        using SKPaint bar = new() { Color = FigureColours.Ink, StrokeWidth = 2, IsStroke = true };
        canvas.DrawLine(x, Bottom - length, x, Bottom, bar);
        text.Draw(
            canvas,
            AxisTicks.Label(noise) + " σ",
            x - (0.4f * Em),
            Bottom - (length / 2) + (0.3f * Em),
            0.85f * Em,
            FigureColours.Ink,
            SKTextAlign.Right);
        canvas.Save();
        canvas.RotateDegrees(-90, 1.1f * Em, Bottom / 2);
        text.Draw(canvas, "(F − median) / σ", 1.1f * Em, Bottom / 2, 0.95f * Em, FigureColours.Ink, SKTextAlign.Center);
        canvas.Restore();
    }
}

/// <summary>A neuron's activity as a figure names and colours it.</summary>
/// <param name="Id">The neuron's id.</param>
/// <param name="Snr">Its signal-to-noise ratio; NaN where unknown.</param>
/// <param name="Trace">Its activity.</param>
/// <param name="Colour">Its colour.</param>
internal sealed record LabelledTrace(int Id, double Snr, Trace Trace, SKColor Colour)
{
    /// <summary>The best by signal-to-noise ratio, best first; those without one come last, by id.</summary>
    public static IReadOnlyList<LabelledTrace> Best(IEnumerable<LabelledTrace> traces, int count) =>
        [.. traces.OrderByDescending(t => double.IsNaN(t.Snr) ? double.NegativeInfinity : t.Snr).ThenBy(t => t.Id).Take(count)];
}
