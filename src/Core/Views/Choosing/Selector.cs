using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Choosing;

/// <summary>Selects among neurons of either kind.</summary>
/// <param name="name">What the neurons are called.</param>
/// <param name="kind">Their kind.</param>
/// <param name="join">Makes one neuron of several, with the first one's id.</param>
/// <param name="observer">Told of doubts.</param>
internal sealed class Selector<T>(string name, NeuronKind<T> kind, Func<IReadOnlyList<T>, T> join, IStageObserver observer)
{
    private readonly Dictionary<string, string> _parameters = [];

    public (T[] Kept, HistoryStep Step) Run(IReadOnlyList<T> neurons, NeuronSelectionOptions options, Func<string> fingerprint)
    {
        options.Check();
        StageClock clock = new($"Selecting neurons of {name}", "neuron", neurons.Count, observer);
        HashSet<int> known = [.. neurons.Select(kind.Id)];
        Demand(known, (options.Ids ?? []).Concat(options.ExcludedIds).Concat(options.Joins.SelectMany(j => j)).Concat(options.NewIds.Keys)
            .Concat(options.Labels.Keys));
        HashSet<int> joined = [.. options.Joins.SelectMany(j => j)];
        List<T> kept = [.. neurons];

        // Whoever joins neurons wants them, whatever else is said of their ids.
        Keep(kept, "Id", options.Ids is { } ids ? n => ids.Contains(kind.Id(n)) || joined.Contains(kind.Id(n)) : null);
        Keep(kept, "ExcludeId", options.ExcludedIds.Count > 0 ? n => !options.ExcludedIds.Contains(kind.Id(n)) : null);
        Keep(kept, "Decisions", options.Decisions is { } decisions ? Decided(decisions, known, joined, fingerprint) : null);
        kept = Joined(kept, options.Joins);
        Keep(kept, "Region", options.Area is { } area ? n => area.Contains(kind.Place(n).Row, kind.Place(n).Column) : null);
        if (options.Area is not null)
        {
            _parameters["Region"] = options.Area.ToString();
        }

        foreach ((string option, string number, bool isLeast, double value) in options.Bounds())
        {
            Hold(kept, option, number, isLeast, value);
        }

        T[] result = [.. Renumbered(Labelled(kept, options.Labels), options.NewIds).OrderBy(kind.Id)];
        _parameters["Kept"] = string.Create(CultureInfo.InvariantCulture, $"{result.Length} of {neurons.Count}");
        HistoryStep step = clock.Step(PipelineStage.SelectNeurons);
        return (result, step with { Parameters = _parameters });
    }

    /// <summary>Leaves those out that do not fulfil a condition, and writes down which.</summary>
    private void Keep(List<T> neurons, string reason, Func<T, bool>? condition)
    {
        if (condition is null)
        {
            return;
        }

        int[] dropped = [.. neurons.Where(n => !condition(n)).Select(kind.Id)];
        neurons.RemoveAll(n => !condition(n));
        _parameters[$"DroppedBy{reason}"] = dropped.Length == 0 ? "none" : string.Join(' ', dropped);
        if (dropped.Length > 0)
        {
            observer.Verbose($"'{name}': {reason} drops {dropped.Length} neurons ({string.Join(", ", dropped)}).");
        }
    }

    private void Hold(List<T> neurons, string option, string number, bool isLeast, double bound)
    {
        string said = string.Create(CultureInfo.InvariantCulture, $"-{option} {bound}");
        if (!kind.Numbers.TryGetValue(number, out Func<T, double>? get))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{said} says nothing of the neurons of '{name}', which have no {number}.",
                name,
                "Leave it out.");
        }

        int without = neurons.Count(n => double.IsNaN(get(n)));
        if (without > 0 && without == neurons.Count)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{said} cannot be held against the neurons of '{name}': {number} was measured of none of them.",
                name,
                "Leave it out, or measure their traces in the recording first.");
        }

        if (without > 0)
        {
            observer.Warn($"{without} neurons of '{name}' are left out by {said} because their {number} was not measured.");
        }

        Keep(neurons, option, n => isLeast ? get(n) >= bound : get(n) <= bound);
        _parameters[option] = bound.ToString(CultureInfo.InvariantCulture);
    }

    private Func<T, bool> Decided(NeuronDecisions decisions, HashSet<int> known, HashSet<int> joined, Func<string> fingerprint)
    {
        if (!decisions.Fingerprint.Equals(fingerprint(), StringComparison.OrdinalIgnoreCase))
        {
            throw new DeepWonderException(
                ErrorId.DecisionsMismatch,
                $"The decisions are about other neurons than those of '{name}'"
                    + (decisions.Name == name ? " as they are now." : $": about '{decisions.Name}'."),
                name,
                "Apply them to the very neurons that the report was made of, before anything else is dropped, joined or renumbered.");
        }

        Demand(known, decisions.Kept.Concat(decisions.Dropped));
        if (decisions.Dropped.FirstOrDefault(joined.Contains) is > 0 and var contradicted)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"Neuron {contradicted} is to be joined, and was dropped in the report.",
                contradicted,
                "Say one of the two.");
        }

        (int wanted, int unwanted) = (decisions.Kept.Count, decisions.Dropped.Count);
        _parameters["Decisions"] = $"{wanted} kept, {unwanted} dropped, {known.Count - wanted - unwanted} not decided and kept";
        return n => !decisions.Dropped.Contains(kind.Id(n));
    }

    private List<T> Joined(List<T> neurons, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        if (groups.Count == 0)
        {
            return neurons;
        }

        Dictionary<int, T> byId = neurons.ToDictionary(kind.Id);
        List<T> joined = [];
        foreach (IReadOnlyList<int> group in groups)
        {
            joined.Add(join([.. group.Select(id => byId[id])]));
        }

        HashSet<int> gone = [.. groups.SelectMany(g => g)];
        _parameters["Join"] = string.Join(", ", groups.Select(g => string.Join('+', g)));
        observer.Warn(
            $"Neurons of '{name}' were joined ({_parameters["Join"]}): each one's trace is the mean of its parts' by area or by noise, and "
                + "its events are to be found anew.");
        return [.. neurons.Where(n => !gone.Contains(kind.Id(n))), .. joined];
    }

    private List<T> Labelled(List<T> neurons, IReadOnlyDictionary<int, string> labels)
    {
        if (labels.Count == 0)
        {
            return neurons;
        }

        _parameters["Label"] = string.Join(", ", labels.Select(p => $"{p.Key}='{p.Value}'"));
        return [.. neurons.Select(n => labels.TryGetValue(kind.Id(n), out string? label)
            ? kind.Labelled(n, string.IsNullOrWhiteSpace(label) ? null : label.Trim())
            : n)];
    }

    private List<T> Renumbered(List<T> neurons, IReadOnlyDictionary<int, int> ids)
    {
        if (ids.Count == 0)
        {
            return neurons;
        }

        HashSet<int> taken = [];
        List<T> renumbered = [.. neurons.Select(n => ids.TryGetValue(kind.Id(n), out int id) ? kind.Renumbered(n, id) : n)];
        if (renumbered.Select(kind.Id).FirstOrDefault(id => id < 1 || !taken.Add(id), 0) is not 0 and var wrong)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                wrong < 1 ? $"{wrong} is no id; ids begin at 1." : $"Two neurons of '{name}' would have the id {wrong}.",
                wrong,
                "Give ids that no other neuron has.");
        }

        _parameters["Rename"] = string.Join(", ", ids.Select(p => $"{p.Key}={p.Value}"));
        return renumbered;
    }

    private void Demand(HashSet<int> known, IEnumerable<int> ids)
    {
        int[] unknown = [.. ids.Where(id => !known.Contains(id)).Distinct().Order()];
        if (unknown.Length > 0)
        {
            throw new DeepWonderException(
                ErrorId.NeuronNotFound,
                $"'{name}' has no neuron {string.Join(", ", unknown)}.",
                name,
                known.Count == 0 ? "It has none at all." : $"Its ids lie between {known.Min()} and {known.Max()}.");
        }
    }
}
