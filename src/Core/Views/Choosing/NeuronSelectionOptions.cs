using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Choosing;

/// <summary>Which neurons stay. What is not said keeps them all.</summary>
public sealed record NeuronSelectionOptions
{
    /// <summary>Only neurons with these ids stay; null for all.</summary>
    public IReadOnlyCollection<int>? Ids { get; init; }

    /// <summary>Neurons with these ids go.</summary>
    public IReadOnlyCollection<int> ExcludedIds { get; init; } = [];

    /// <summary>What a person decided neuron by neuron; null for nothing.</summary>
    public NeuronDecisions? Decisions { get; init; }

    /// <summary>
    /// Only neurons whose centroid lies in this area stay: pixels (row, column) for neurons of a view, µm (y, x) for those in space; null
    /// for everywhere.
    /// </summary>
    public PlaneArea? Area { get; init; }

    /// <summary>The least signal-to-noise ratio.</summary>
    public double? MinSnr { get; init; }

    /// <summary>The least segmentation score; of views only.</summary>
    public double? MinScore { get; init; }

    /// <summary>The least roundness; of views only.</summary>
    public double? MinRoundness { get; init; }

    /// <summary>The least area, pixels; of views only.</summary>
    public double? MinAreaPx { get; init; }

    /// <summary>The largest area, pixels; of views only.</summary>
    public double? MaxAreaPx { get; init; }

    /// <summary>The largest share of surround and neighbours in a trace.</summary>
    public double? MaxContamination { get; init; }

    /// <summary>The largest noise of ΔF/F, % per √Hz.</summary>
    public double? MaxNoiseLevel { get; init; }

    /// <summary>The least number of views; in space only.</summary>
    public double? MinViewCount { get; init; }

    /// <summary>The largest distance of the views from a position, pixels; in space only.</summary>
    public double? MaxResidualPx { get; init; }

    /// <summary>
    /// Groups of ids that are one neuron each, which keeps the first id; they are joined before bounds are held against them.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Joins { get; init; } = [];

    /// <summary>New ids for old ones.</summary>
    public IReadOnlyDictionary<int, int> NewIds { get; init; } = new Dictionary<int, int>();

    /// <summary>What neurons are to be called, by the ids that they have had; an empty text takes a label off.</summary>
    public IReadOnlyDictionary<int, string> Labels { get; init; } = new Dictionary<int, string>();

    /// <summary>
    /// The bounds that are set: the option, the neuron's number that it is held against, whether from below, and the value.
    /// </summary>
    internal IEnumerable<(string Option, string Number, bool IsLeast, double Value)> Bounds()
    {
        (string, string, bool, double?)[] all =
        [
            (nameof(MinSnr), "Snr", true, MinSnr), (nameof(MinScore), "Score", true, MinScore),
            (nameof(MinRoundness), "Roundness", true, MinRoundness), (nameof(MinAreaPx), "AreaPx", true, MinAreaPx),
            (nameof(MaxAreaPx), "AreaPx", false, MaxAreaPx), (nameof(MaxContamination), "Contamination", false, MaxContamination),
            (nameof(MaxNoiseLevel), "NoiseLevel", false, MaxNoiseLevel), (nameof(MinViewCount), "ViewCount", true, MinViewCount),
            (nameof(MaxResidualPx), "ResidualPx", false, MaxResidualPx),
        ];
        foreach ((string option, string number, bool isLeast, double? value) in all)
        {
            if (value is { } bound)
            {
                yield return (option, number, isLeast, bound);
            }
        }
    }

    /// <summary>Refuses what contradicts itself.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    internal void Check()
    {
        if (Bounds().FirstOrDefault(b => double.IsNaN(b.Value)) is { Option: not null } unclear)
        {
            throw Invalid($"{unclear.Option} is not a number.", unclear.Option, "Give a number.");
        }

        HashSet<int> joined = [];
        foreach (IReadOnlyList<int> group in Joins)
        {
            if (group.Count < 2)
            {
                throw Invalid("A group to join holds fewer than two neurons.", group, "Give at least two ids a group.");
            }

            if (group.FirstOrDefault(id => !joined.Add(id)) is > 0 and var twice)
            {
                throw Invalid($"Neuron {twice} is to be joined twice.", twice, "Name each neuron in one group, once.");
            }
        }

        if (joined.FirstOrDefault(ExcludedIds.Contains) is > 0 and var excluded)
        {
            throw Invalid($"Neuron {excluded} is to be joined and to be left out.", excluded, "Say one of the two.");
        }

        static DeepWonderException Invalid(string message, object target, string action) =>
            new(ErrorId.ParameterInvalid, message, target, action);
    }
}
