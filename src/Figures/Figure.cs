namespace DeepWonder3D.Figures;

/// <summary>
/// A panel on a white page, under a title and facts and over notes. The same input gives the same bytes on the same machine.
/// </summary>
internal sealed class Figure
{
    /// <summary>Titles would not fit on a page narrower than this.</summary>
    private const float NarrowestEm = 26;

    private const float MarginEm = 1;
    private const float TitleEm = 3.4f;
    private const float NoteEm = 1.5f;
    private const long MostPixels = 1L << 28;

    private readonly Panel _panel;
    private readonly FigureText _text;

    /// <summary>Creates a figure.</summary>
    /// <param name="title">What it shows: the recording's name.</param>
    /// <param name="facts">What is known of it, in one line.</param>
    /// <param name="panel">The picture.</param>
    /// <param name="width">Width in screen pixels; a picture that is wider makes the figure wider.</param>
    /// <param name="text">How to write; the system's typeface where null.</param>
    public Figure(string title, string facts, Panel panel, int? width = null, FigureText? text = null)
    {
        DrawingLibrary.Load();
        (Title, Facts, _panel, _text) = (title, facts, panel, text ?? FigureText.Default);
        int narrowest = width is null ? (int)(NarrowestEm * panel.Em) : 0;
        Width = Math.Max(panel.Width + (2 * MarginOf(panel)), Math.Max(width ?? 0, narrowest));
    }

    public string Title { get; }

    public string Facts { get; }

    /// <summary>Lines under the picture: what is drawn how, and where the data come from.</summary>
    public IReadOnlyList<FigureNote> Notes { get; init; } = [];

    /// <summary>Width in screen pixels.</summary>
    public int Width { get; }

    /// <summary>Height in screen pixels.</summary>
    public int Height => Top + _panel.Height + (int)Math.Ceiling(((Notes.Count * NoteEm) + MarginEm) * _panel.Em);

    /// <summary>Where the picture's upper left corner lies.</summary>
    internal SKPointI PanelOrigin => new((Width - _panel.Width) / 2, Top);

    private int Top => (int)Math.Ceiling((MarginEm + TitleEm) * _panel.Em);

    /// <summary>Room on the left and on the right of a picture, screen pixels.</summary>
    public static int MarginOf(Panel panel) => (int)(MarginEm * panel.Em);

    /// <summary>Writes the figure.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="format">How.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: the figure would be too large.</exception>
    public void Write(Stream stream, FigureFormat format)
    {
        if ((long)Width * Height > MostPixels)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The figure would be {Width} × {Height} pixels, more than {MostPixels} in all.",
                Title,
                "Give a smaller zoom or width.");
        }

        if (format == FigureFormat.Svg)
        {
            using SKCanvas vector = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream);
            Draw(vector);
            return;
        }

        using SKSurface surface = SKSurface.Create(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul))
            ?? throw new DeepWonderException(
                ErrorId.MemoryLimitExceeded,
                $"There is no memory for a figure of {Width} × {Height} pixels.",
                Title,
                "Give a smaller zoom or width.");
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    }

    private void Draw(SKCanvas canvas)
    {
        float em = _panel.Em;
        float margin = MarginEm * em;
        float room = Width - (2 * margin);
        canvas.Clear(FigureColours.Page);
        _text.Draw(canvas, _text.Fit(Title, 1.3f * em, room), margin, margin + (1.1f * em), 1.3f * em, FigureColours.Ink);
        _text.Draw(canvas, _text.Fit(Facts, 0.95f * em, room), margin, margin + (2.6f * em), 0.95f * em, FigureColours.FaintInk);
        canvas.Save();
        canvas.Translate(PanelOrigin.X, PanelOrigin.Y);
        _panel.Draw(canvas, _text);
        canvas.Restore();
        float line = Top + _panel.Height + (0.3f * em);
        foreach (FigureNote note in Notes)
        {
            note.Draw(canvas, _text, margin, line + (1.1f * em), room, em);
            line += NoteEm * em;
        }
    }
}
