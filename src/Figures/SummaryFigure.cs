namespace DeepWonder3D.Figures;

/// <summary>Where the neurons are and, beside it, what they did, in the same colours.</summary>
internal static class SummaryFigure
{
    /// <summary>Width of the traces beside a picture, in text sizes.</summary>
    private const float TraceWidthEm = 52;

    private const int OrdinaryPopulationWidth = 800;

    /// <summary>The summary of a view's neurons.</summary>
    public static Figure Of(NeuronSet neurons, ProjectionImage? image, FigureOptions options)
    {
        // The width that a user gives is the whole figure's: a little less than half of it is the picture's.
        OverlayPanel picture = OverlayFigure.Panel(neurons, image, options with { Width = options.Width * 45 / 100 });
        IReadOnlyList<LabelledTrace> traces = TraceFigure.Best(neurons, options);
        PanelRow row = Beside(picture, traces, neurons.FrameCount, neurons.FrameRate, options);
        FigureOptions uncaptioned = options with { Caption = null };
        return new Figure(neurons.Name, FigureFacts.Of(neurons), row, options.Width)
        {
            Notes = [.. OverlayFigure.Notes(neurons, image, uncaptioned), .. TraceFigure.Notes(traces.Count, neurons.Count, options)],
        };
    }

    /// <summary>The summary of a population, its traces coloured by depth as its positions are.</summary>
    public static Figure Of(NeuronPopulation population, FigureOptions options)
    {
        PopulationPanel picture = PopulationFigure.Panel(population, options.Width / 2 ?? OrdinaryPopulationWidth);
        IReadOnlyList<LabelledTrace> traces = TraceFigure.Best(population, picture.ColourOf, options);
        PanelRow row = Beside(picture, traces, population.FrameCount, population.FrameRate, options);
        FigureOptions uncaptioned = options with { Caption = null };
        return new Figure(population.Name, FigureFacts.Of(population), row, options.Width)
        {
            Notes = [.. PopulationFigure.Notes(population, uncaptioned), .. TraceFigure.Notes(traces.Count, population.Count, options)],
        };
    }

    private static PanelRow Beside(Panel picture, IReadOnlyList<LabelledTrace> traces, long frames, double? rate, FigureOptions options)
    {
        float em = picture.Em;
        int least = (int)(TraceWidthEm * em / 2);
        int width = options.Width is { } whole
            ? Math.Max(least, whole - picture.Width - PanelRow.GapOf(picture) - (2 * Figure.MarginOf(picture)))
            : (int)(TraceWidthEm * em);
        return new PanelRow(picture, new TracePanel(traces, frames, rate, width, picture.Height, em));
    }
}
