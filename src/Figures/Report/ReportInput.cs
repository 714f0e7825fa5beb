namespace DeepWonder3D.Figures.Report;

/// <summary>What a report is made of: neurons, and the volumes that belong to them.</summary>
internal sealed class ReportInput
{
    /// <summary>Views of one field differ by no more in their sides' proportion: resizing rounds to whole pixels.</summary>
    private const double ProportionTolerance = 0.02;

    private readonly List<NeuronPopulation> _populations = [];
    private readonly List<NeuronSet> _sets = [];

    public IReadOnlyList<NeuronPopulation> Populations => _populations;

    public IReadOnlyList<NeuronSet> Sets => _sets;

    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>Pictures of volumes that are no longer there; they go to neurons as <see cref="Volumes"/> do.</summary>
    public IReadOnlyList<KeptStage> Kept { get; init; } = [];

    /// <summary>The time that the report states as its own; null for now.</summary>
    public DateTimeOffset? Written { get; init; }

    /// <summary>The report's name: that of the first population, or else of the first view.</summary>
    public string Name => _populations.Count > 0 ? _populations[0].Name : _sets[0].Name;

    /// <summary>Adds neurons.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FigureKindMismatch"/>: it is something else.</exception>
    public void Add(object? neurons)
    {
        switch (neurons)
        {
            case NeuronSet set:
                _sets.Add(set);
                break;
            case NeuronPopulation population:
                _populations.Add(population);
                break;
            default:
                throw new DeepWonderException(
                    ErrorId.FigureKindMismatch,
                    $"There is no report of {(neurons is null ? "nothing" : $"a {neurons.GetType().Name}")}.",
                    neurons,
                    "Give the neurons of a view (Find-Neuron) or of all views (Merge-View); volumes go to -Volume.");
        }
    }

    /// <summary>
    /// The volumes of a view, from the recording to the last stage: those of its view id or name, or all where it is the only input.
    /// </summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>: a volume shows another field.</exception>
    public IReadOnlyList<Volume> VolumesOf(NeuronSet set)
    {
        bool alone = _sets.Count == 1 && _populations.Count == 0;
        Volume[] own = [.. Volumes.Where(v => alone || BelongsTo(v, set)).OrderBy(v => v.History.Count)];
        foreach (Volume volume in own)
        {
            double proportion = (double)volume.Height * set.Width / ((double)volume.Width * set.Height);
            if (Math.Abs(proportion - 1) > ProportionTolerance)
            {
                throw new DeepWonderException(
                    ErrorId.ViewsDiffer,
                    $"The volume '{volume.Name}' has {volume.Height} × {volume.Width} pixels, but the neurons of '{set.Name}' lie in a "
                        + $"view of {set.Height} × {set.Width}.",
                    set,
                    "Give volumes of the recording in which the neurons were found.");
            }
        }

        return own;
    }

    /// <summary>The volumes of a population's centre view, in whose pixels its places are stated.</summary>
    public IReadOnlyList<Volume> VolumesOf(NeuronPopulation population) => population.Calibration is { } calibration
        ? [.. Volumes.Where(v => v.ViewId == calibration.CentreView).OrderBy(v => v.History.Count)]
        : [];

    /// <summary>The kept pictures of a view, from the recording to the last stage.</summary>
    public IReadOnlyList<KeptStage> KeptOf(NeuronSet set) =>
        [.. Kept.Where(k => (_sets.Count == 1 && _populations.Count == 0) || (k.ViewId is not null && k.ViewId == set.ViewId))
            .OrderBy(k => k.History.Count)];

    /// <summary>The kept pictures of a population's centre view.</summary>
    public IReadOnlyList<KeptStage> KeptOf(NeuronPopulation population) => population.Calibration is { } calibration
        ? [.. Kept.Where(k => k.ViewId == calibration.CentreView).OrderBy(k => k.History.Count)]
        : [];

    /// <summary>Volumes that belong to none of the neurons.</summary>
    public IEnumerable<Volume> Strangers() =>
        Volumes.Except(_sets.SelectMany(VolumesOf)).Except(_populations.SelectMany(VolumesOf));

    private static bool BelongsTo(Volume volume, NeuronSet set) =>
        volume.ViewId is not null && set.ViewId is not null ? volume.ViewId == set.ViewId : volume.Name == set.Name;
}
