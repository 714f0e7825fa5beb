namespace DeepWonder3D.Figures;

/// <summary>The best neurons' activity, stacked.</summary>
internal static class TraceFigure
{
    private const int OrdinaryWidth = 1100;
    private const float OrdinaryEm = 15;

    /// <summary>The figure of a view's neurons.</summary>
    public static Figure Of(NeuronSet neurons, FigureOptions options) =>
        Of(neurons.Name, FigureFacts.Of(neurons), Best(neurons, options), neurons.FrameCount, neurons.FrameRate, neurons.Count, options);

    /// <summary>The figure of a population.</summary>
    public static Figure Of(NeuronPopulation population, FigureOptions options) => Of(
        population.Name,
        FigureFacts.Of(population),
        Best(population, n => FigureColours.OfNeuron(n.Id), options),
        population.FrameCount,
        population.FrameRate,
        population.Count,
        options);

    /// <summary>The best traces of a view.</summary>
    public static IReadOnlyList<LabelledTrace> Best(NeuronSet neurons, FigureOptions options) => LabelledTrace.Best(
        neurons.Neurons.Select(n => new LabelledTrace(n.Id, n.Snr, n.Trace, FigureColours.OfNeuron(n.Id))), options.TraceCount);

    /// <summary>The best traces of a population.</summary>
    public static IReadOnlyList<LabelledTrace> Best(
        NeuronPopulation population, Func<LocalizedNeuron, SkiaSharp.SKColor> colourOf, FigureOptions options) =>
        LabelledTrace.Best(population.Neurons.Select(n => new LabelledTrace(n.Id, n.Snr, n.Trace, colourOf(n))), options.TraceCount);

    /// <summary>What the traces are, and where the data come from.</summary>
    public static IReadOnlyList<FigureNote> Notes(int shown, int count, FigureOptions options)
    {
        string which = shown < count
            ? $"The {shown} of {count} neurons with the highest signal-to-noise ratio (SNR)."
            : "By signal-to-noise ratio (SNR).";
        FigureNote note = new(which + " σ: noise, from the differences of neighbouring frames; at least a hundredth of the peak.");
        return options.Caption is { } caption ? [note, new FigureNote(caption)] : [note];
    }

    private static Figure Of(
        string name, string facts, IReadOnlyList<LabelledTrace> traces, long frames, double? rate, int count, FigureOptions options)
    {
        TracePanel panel = new(traces, frames, rate, (options.Width ?? OrdinaryWidth) - (int)(2 * OrdinaryEm), 0, OrdinaryEm);
        return new Figure(name, facts, panel, options.Width) { Notes = Notes(traces.Count, count, options) };
    }
}
