namespace DeepWonder3D.Figures;

/// <summary>How a figure looks.</summary>
internal sealed record FigureOptions
{
    public static readonly FigureOptions Default = new();

    /// <summary>
    /// Screen pixels across a pixel of the view; null chooses so that the view's longer side is some 720 screen pixels or more.
    /// </summary>
    public int? Zoom { get; init; }

    /// <summary>Width of the whole figure, screen pixels; null leaves it to what is shown.</summary>
    public int? Width { get; init; }

    /// <summary>How a movie becomes the background image.</summary>
    public ProjectionKind Background { get; init; }

    /// <summary>Neurons known from elsewhere (truth, hand labels), drawn as dashed white outlines.</summary>
    public NeuronSet? Truth { get; init; }

    /// <summary>Most traces shown.</summary>
    public int TraceCount { get; init; } = 20;

    /// <summary>A line under the picture, such as the source of the data.</summary>
    public string? Caption { get; init; }
}
