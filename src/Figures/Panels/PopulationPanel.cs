namespace DeepWonder3D.Figures.Panels;

/// <summary>Neurons in space: from above, coloured by depth, and from two sides, on shared axes.</summary>
internal sealed class PopulationPanel : Panel
{
    private const float AxisEm = 4.6f;
    private const float GapEm = 1;
    private const float LabelEm = 3.2f;

    /// <summary>The field is at most this much longer than wide; a narrower one gets empty room.</summary>
    private const double LargestAspect = 2;

    /// <summary>
    /// The depth axis is to scale where that gives it these shares of the field's longer side, and else stretched to them.
    /// </summary>
    private const double SmallestDepthShare = 0.3;
    private const double LargestDepthShare = 0.6;

    private readonly IReadOnlyList<LocalizedNeuron> _neurons;
    private readonly bool _inUm;
    private readonly double _stretch;
    private readonly AxisRange _depth;
    private readonly PlotArea _above;
    private readonly PlotArea _front;
    private readonly PlotArea _side;

    /// <summary>Lays out a population.</summary>
    /// <param name="population">The neurons.</param>
    /// <param name="width">Width in screen pixels.</param>
    /// <param name="em">Size of ordinary text.</param>
    public PopulationPanel(NeuronPopulation population, int width, float em)
    {
        (Width, Em) = (width, em);

        // Deep neurons first, so that shallow ones lie over them as they do in the tissue.
        _neurons = [.. population.Neurons.OrderByDescending(n => n.ZUm).ThenBy(n => n.Id)];
        _inUm = population.Neurons.Any(n => double.IsFinite(n.XUm) && double.IsFinite(n.YUm));
        AxisRange x = AxisRange.Around(_neurons.Select(X));
        AxisRange y = AxisRange.Around(_neurons.Select(Y));
        _depth = AxisRange.Around(_neurons.Select(n => n.ZUm));
        x = x.AtLeast(y.Length / LargestAspect);
        y = y.AtLeast(x.Length / LargestAspect);
        double longer = Math.Max(x.Length, y.Length);
        double depthShare = Math.Clamp(_depth.Length / longer, SmallestDepthShare, LargestDepthShare);
        _stretch = depthShare * longer / _depth.Length;

        float left = AxisEm * em;
        float gap = GapEm * em;
        double scale = (width - left - (2 * gap)) / (x.Length + (depthShare * longer));
        float acrossX = (float)(x.Length * scale);
        float downY = (float)(y.Length * scale);
        float depth = (float)(depthShare * longer * scale);
        _above = new PlotArea(SKRect.Create(left, gap / 2, acrossX, downY), x, y);
        _side = new PlotArea(SKRect.Create(left + acrossX + gap, gap / 2, depth, downY), _depth, y);
        _front = new PlotArea(SKRect.Create(left, (1.5f * gap) + downY, acrossX, depth), x, _depth);
        Height = (int)Math.Ceiling(_front.Box.Bottom + (LabelEm * em));
    }

    public override int Width { get; }

    public override int Height { get; }

    public override float Em { get; }

    /// <summary>Radius of a neuron's dot, screen pixels: dots of many neurons are smaller, and never vanish.</summary>
    private float Radius => Math.Clamp(60 / MathF.Sqrt(Math.Max(1, _neurons.Count)), 2.2f, 6.5f);

    /// <summary>The colour of a neuron at a depth.</summary>
    public SKColor ColourOf(LocalizedNeuron neuron) => FigureColours.OfDepth(_depth.Share(neuron.ZUm));

    public override void Draw(SKCanvas canvas, FigureText text)
    {
        string unit = _inUm ? "µm" : "px";
        _above.DrawAxes(canvas, text, Em, null, $"y ({unit})");
        _front.DrawAxes(canvas, text, Em, $"x ({unit})", DepthLabel);
        _side.DrawAxes(canvas, text, Em, null, null);
        using SKPaint dot = new() { IsAntialias = true };
        using SKPaint rim = new() { Color = FigureColours.Halo, IsAntialias = true, IsStroke = true, StrokeWidth = 0.8f };
        foreach (LocalizedNeuron neuron in _neurons)
        {
            dot.Color = ColourOf(neuron);
            DrawDot(canvas, _above.At(X(neuron), Y(neuron)), dot, rim);
            DrawDot(canvas, _front.At(X(neuron), neuron.ZUm), dot, rim);
            DrawDot(canvas, _side.At(neuron.ZUm, Y(neuron)), dot, rim);
        }

        DrawColourBar(canvas, text);
    }

    private string DepthLabel => _stretch is > 0.99 and < 1.01 ? "z (µm)" : $"z (µm, drawn ×{AxisTicks.Label(Math.Round(_stretch, 1))})";

    private double X(LocalizedNeuron neuron) => _inUm ? neuron.XUm : neuron.Column;

    private double Y(LocalizedNeuron neuron) => _inUm ? neuron.YUm : neuron.Row;

    private void DrawDot(SKCanvas canvas, SKPoint centre, SKPaint dot, SKPaint rim)
    {
        if (float.IsFinite(centre.X) && float.IsFinite(centre.Y))
        {
            canvas.DrawCircle(centre, Radius, dot);
            canvas.DrawCircle(centre, Radius, rim);
        }
    }

    /// <summary>The colours' meaning, as the depth axis of the side view.</summary>
    private void DrawColourBar(SKCanvas canvas, FigureText text)
    {
        SKRect box = _side.Box;
        PlotArea bar = new(SKRect.Create(box.Left, _front.Box.Top, box.Width, 1.2f * Em), _depth, new AxisRange(0, 1));
        bar.DrawAxes(canvas, text, Em, "depth z (µm)", null);
        using SKPaint colour = new();
        for (float x = 0; x < bar.Box.Width; x++)
        {
            colour.Color = FigureColours.OfDepth(x / bar.Box.Width);
            canvas.DrawRect(SKRect.Create(bar.Box.Left + x, bar.Box.Top, Math.Min(1, bar.Box.Width - x), bar.Box.Height), colour);
        }
    }
}
