namespace DeepWonder3D.Figures;

/// <summary>Where a population's neurons are in space.</summary>
internal static class PopulationFigure
{
    private const int OrdinaryWidth = 1000;
    private const float OrdinaryEm = 15;

    /// <summary>The figure of a population.</summary>
    public static Figure Of(NeuronPopulation population, FigureOptions options) =>
        new(population.Name, FigureFacts.Of(population), Panel(population, options.Width ?? OrdinaryWidth), options.Width)
        {
            Notes = Notes(population, options),
        };

    /// <summary>The picture alone, for a figure of so many screen pixels.</summary>
    public static PopulationPanel Panel(NeuronPopulation population, int figureWidth) =>
        new(population, figureWidth - (int)(2 * OrdinaryEm), OrdinaryEm);

    /// <summary>What the dots are, and where the data come from.</summary>
    public static IReadOnlyList<FigureNote> Notes(NeuronPopulation population, FigureOptions options)
    {
        List<FigureNote> notes = [];
        int unplaced = population.Neurons.Count(n => !double.IsFinite(n.ZUm));
        if (unplaced > 0)
        {
            notes.Add(new FigureNote($"{unplaced} without a depth (grey)."));
        }

        if (options.Caption is { } caption)
        {
            notes.Add(new FigureNote(caption));
        }

        return notes;
    }
}
