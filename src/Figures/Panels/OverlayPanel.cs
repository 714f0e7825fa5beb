namespace DeepWonder3D.Figures.Panels;

/// <summary>A view as an image, with the outlines and numbers of its neurons and a scale bar.</summary>
internal sealed class OverlayPanel(
    int rows, int columns, GreyImage? image, IReadOnlyList<Neuron> neurons, IReadOnlyList<Neuron> truth, double? pixelSizeUm, int zoom)
    : Panel
{
    /// <summary>Numbers are drawn for so many neurons at most; more would hide the image.</summary>
    public const int MostNumbered = 150;

    private const int LegibleSide = 720;
    private const int LargestZoom = 64;
    private const float InsetEm = 0.9f;
    private const byte FillOpacity = 70;

    private readonly GreyImage? _image = image;
    private readonly int _rows = rows;
    private readonly int _columns = columns;

    /// <summary>Screen pixels across a pixel of the view.</summary>
    public int Zoom { get; } = zoom;

    public override int Width => _columns * Zoom;

    public override int Height => _rows * Zoom;

    public override float Em => Math.Clamp(Math.Max(Width, Height) / 50f, 13, 30);

    /// <summary>The zoom at which a view is legible on a screen.</summary>
    public static int LegibleZoom(int rows, int columns) =>
        Math.Clamp((int)Math.Ceiling((double)LegibleSide / Math.Max(rows, columns)), 1, LargestZoom);

    public override void Draw(SKCanvas canvas, FigureText text)
    {
        // Not clipped: an SVG's clip paths get numbers that count over the whole process, and its bytes would differ each time.
        DrawBackground(canvas);
        DrawOutlines(canvas);
        DrawTruth(canvas);
        if (neurons.Count <= MostNumbered)
        {
            DrawNumbers(canvas, text);
        }

        float inset = InsetEm * Em;
        ScaleBar.For(_columns, Zoom, pixelSizeUm).Draw(canvas, MathF.Round(Width - inset), MathF.Round(Height - inset), Em, text);
    }

    private float StrokeWidth => Math.Clamp(Zoom * 0.6f, 1.2f, 2.5f);

    private void DrawBackground(SKCanvas canvas)
    {
        if (_image is not null)
        {
            using SKImage image = _image.ToImage(Zoom);
            canvas.DrawImage(image, 0, 0, SKSamplingOptions.Default);
            return;
        }

        using SKPaint paint = new() { Color = FigureColours.Ink };
        canvas.DrawRect(SKRect.Create(Width, Height), paint);
    }

    private void DrawOutlines(SKCanvas canvas)
    {
        using SKPaint paint = new() { IsAntialias = true, IsStroke = true, StrokeWidth = StrokeWidth, StrokeJoin = SKStrokeJoin.Round };
        using SKPaint rim = new() { Color = FigureColours.Halo, IsAntialias = true, IsStroke = true, StrokeWidth = 2 * StrokeWidth };
        using SKPaint fill = new() { IsAntialias = true };
        foreach (Neuron neuron in neurons)
        {
            using SKPath outline = FootprintOutline.Path(neuron.Footprint, Zoom, SKPoint.Empty);
            paint.Color = FigureColours.OfNeuron(neuron.Id);
            if (_image is null)
            {
                fill.Color = paint.Color.WithAlpha(FillOpacity);
                canvas.DrawPath(outline, fill);
            }
            else
            {
                canvas.DrawPath(outline, rim);
            }

            canvas.DrawPath(outline, paint);
        }
    }

    private void DrawTruth(SKCanvas canvas)
    {
        using SKPathEffect dash = SKPathEffect.CreateDash([3 * StrokeWidth, 2.5f * StrokeWidth], 0);
        using SKPaint paint =
            new() { Color = FigureColours.Truth, IsAntialias = true, IsStroke = true, StrokeWidth = 0.8f * StrokeWidth, PathEffect = dash };
        foreach (Neuron neuron in truth)
        {
            using SKPath outline = FootprintOutline.Path(neuron.Footprint, Zoom, SKPoint.Empty);
            canvas.DrawPath(outline, paint);
        }
    }

    private void DrawNumbers(SKCanvas canvas, FigureText text)
    {
        float size = 0.8f * Em;
        foreach (Neuron neuron in neurons)
        {
            if (neuron.Footprint.Count == 0)
            {
                continue;
            }

            string number = neuron.Id.ToString(CultureInfo.InvariantCulture);
            SKRect box = BoundsOf(neuron.Footprint);
            float width = FigureText.Measure(number, size);

            // Beside the neuron, not on it; at the image's edge on the side where there is room.
            float x = box.Right + width + StrokeWidth <= Width ? box.Right - (0.1f * size) : box.Left - width + (0.1f * size);
            float y = Math.Max(box.Top + (0.35f * size), size);
            text.Draw(canvas, number, x, y, size, FigureColours.OfNeuron(neuron.Id), SKTextAlign.Left, FigureColours.Halo);
        }
    }

    private SKRect BoundsOf(Footprint footprint)
    {
        (int left, int right) = (int.MaxValue, 0);
        for (int i = 0; i < footprint.Count; i++)
        {
            left = Math.Min(left, footprint.ColumnAt(i));
            right = Math.Max(right, footprint.ColumnAt(i));
        }

        return new SKRect(left * Zoom, footprint.RowAt(0) * Zoom, (right + 1) * Zoom, (footprint.RowAt(footprint.Count - 1) + 1) * Zoom);
    }
}
