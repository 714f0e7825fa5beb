using System.Collections;
using System.Globalization;
using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Views.Choosing;

namespace DeepWonder3D.Cmdlets;

/// <summary>Keeps some of the neurons, joins or renumbers them.</summary>
/// <example><code>$neurons | Select-Neuron -MinSnr 8 | Export-Neuron mouse.nwb</code></example>
[Cmdlet(VerbsCommon.Select, "Neuron")]
[OutputType(typeof(NeuronSet), typeof(NeuronPopulation))]
public sealed class SelectNeuronCommand : DeepWonderCmdlet
{
    private IReadOnlyList<NeuronDecisions>? _decisions;
    private NeuronSelectionOptions _options = new();

    /// <summary>The neurons: sets of single views or populations.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public object[] InputObject { get; set; } = [];

    /// <summary>Only the neurons with these ids stay.</summary>
    [Parameter]
    [Number(IsList = true)]
    public int[]? Id { get; set; }

    /// <summary>The neurons with these ids go.</summary>
    [Parameter]
    [Number(IsList = true)]
    public int[] ExcludeId { get; set; } = [];

    /// <summary>Only these neurons stay: some of the set's or population's own <c>Neurons</c>.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [WholeObject]
    public object[]? Neuron { get; set; }

    /// <summary>Only the neurons stay for which this gives something true; <c>$_</c> is the neuron.</summary>
    [Parameter]
    public ScriptBlock? FilterScript { get; set; }

    /// <summary>
    /// Only the neurons stay whose centroid lies here: a rectangle (first row, first column, last row, last column) or a polygon (row,
    /// column of each corner).
    /// </summary>
    [Parameter]
    public object[]? Region { get; set; }

    /// <summary>The least signal-to-noise ratio.</summary>
    [Parameter]
    [Number]
    public double? MinSnr { get; set; }

    /// <summary>The least segmentation score; of neurons of views.</summary>
    [Parameter]
    [Number]
    public double? MinScore { get; set; }

    /// <summary>The least roundness; of neurons of views.</summary>
    [Parameter]
    [Number]
    public double? MinRoundness { get; set; }

    /// <summary>The least area, pixels; of neurons of views.</summary>
    [Parameter]
    [Number]
    public double? MinAreaPx { get; set; }

    /// <summary>The largest area, pixels; of neurons of views.</summary>
    [Parameter]
    [Number]
    public double? MaxAreaPx { get; set; }

    /// <summary>The largest share of surround and neighbours in a trace.</summary>
    [Parameter]
    [Number]
    public double? MaxContamination { get; set; }

    /// <summary>The largest noise of ΔF/F.</summary>
    [Parameter]
    [Number]
    public double? MaxNoiseLevel { get; set; }

    /// <summary>The least number of views that saw a neuron; in space.</summary>
    [Parameter]
    [Number]
    public int? MinViewCount { get; set; }

    /// <summary>The largest distance between where views saw a neuron and where its position puts it, pixels; in space.</summary>
    [Parameter]
    [Number]
    public double? MaxResidualPx { get; set; }

    /// <summary>Neurons that are one: their ids, or several such lists. The first id stays.</summary>
    [Parameter]
    public object[]? Join { get; set; }

    /// <summary>New ids for old ones, or labels: a number is an id, a text is what the neuron is called.</summary>
    [Parameter]
    public Hashtable? Rename { get; set; }

    /// <summary>The file of decisions that a report wrote.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(this, () =>
    {
        _options = new NeuronSelectionOptions
        {
            Ids = Id,
            ExcludedIds = ExcludeId,
            Area = Region is null ? null : PlaneArea.Of([.. Numbers(Region, nameof(Region))]),
            MinSnr = MinSnr,
            MinScore = MinScore,
            MinRoundness = MinRoundness,
            MinAreaPx = MinAreaPx,
            MaxAreaPx = MaxAreaPx,
            MaxContamination = MaxContamination,
            MaxNoiseLevel = MaxNoiseLevel,
            MinViewCount = MinViewCount,
            MaxResidualPx = MaxResidualPx,
            Joins = Groups(),
            NewIds = NewIds(),
            Labels = Labels(),
        };
        _options.Check();
        _decisions = Path is null ? null : NeuronDecisionFile.Read(FilePaths.Resolve(this, Path, literal: true)[0]);
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (object input in InputObject)
        {
            object neurons = input is PSObject wrapped ? wrapped.BaseObject : input;
            ForInput(neurons, () => WriteObject(Select(neurons)));
        }
    }

    private object Select(object neurons)
    {
        switch (neurons)
        {
            case NeuronSet set:
                NeuronSelectionOptions ofSet = OptionsFor(
                    set.Name,
                    set.Neurons,
                    n => n.Id,
                    (a, b) => a.Row == b.Row && a.Column == b.Column,
                    () => NeuronFingerprint.Of(set));
                return Run((observer, _) => NeuronSelection.Run(set, ofSet, observer));
            case NeuronPopulation population:
                NeuronSelectionOptions inSpace = OptionsFor(
                    population.Name,
                    population.Neurons,
                    n => n.Id,
                    (a, b) => a.Row == b.Row && a.Column == b.Column,
                    () => NeuronFingerprint.Of(population));
                return Run((observer, _) => NeuronSelection.Run(population, inSpace, observer));
            default:
                throw new DeepWonderException(
                    ErrorId.ParameterInvalid,
                    $"-InputObject is a {neurons.GetType().Name}, which is no set of neurons.",
                    neurons,
                    "Give what Find-Neuron, Merge-View, Measure-Trace or Import-Neuron gives, as a whole; single neurons go to -Neuron.");
        }
    }

    /// <summary>The options with what depends on the neurons: script blocks run here, on the pipeline's thread.</summary>
    private NeuronSelectionOptions OptionsFor<T>(
        string name, IReadOnlyList<T> neurons, Func<T, int> id, Func<T, T, bool> isSame, Func<string> fingerprint)
        where T : class
    {
        IEnumerable<T> chosen = neurons;
        if (Neuron is not null)
        {
            HashSet<int> given = [.. Neuron.Select(n => OwnId(n is PSObject wrapped ? wrapped.BaseObject : n))];
            chosen = chosen.Where(n => given.Contains(id(n)));
        }

        if (FilterScript is not null)
        {
            chosen = chosen.Where(n => LanguagePrimitives.IsTrue(FilterScript.InvokeWithContext(null, [new PSVariable("_", n)], n)));
        }

        int[]? ids = Neuron is null && FilterScript is null ? Id : [.. chosen.Select(id).Where(i => Id is null || Id.Contains(i))];
        if (Id is not null && Id.FirstOrDefault(i => !neurons.Any(n => id(n) == i)) is not 0 and var unknown)
        {
            // What a filter drops does not hide that an id does not exist.
            ids = [unknown];
        }

        return _options with { Ids = ids, Decisions = DecisionsFor(name, fingerprint) };

        int OwnId(object neuron) =>
            neuron is T own && neurons.FirstOrDefault(n => id(n) == id(own)) is { } known && isSame(known, own)
                ? id(own)
                : throw new DeepWonderException(
                    neuron is T ? ErrorId.NeuronNotFound : ErrorId.ParameterInvalid,
                    neuron is T other
                        ? $"Neuron {id(other)} that -Neuron gives is none of those of '{name}'."
                        : $"-Neuron holds a {neuron.GetType().Name}, which is no {typeof(T).Name}.",
                    neuron,
                    "Give some of the very neurons: Select-Neuron $set -Neuron ($set.Neurons | Where-Object Snr -gt 8).");
    }

    /// <summary>A report holds the neurons of several views; each set takes its own part.</summary>
    private NeuronDecisions? DecisionsFor(string name, Func<string> fingerprint)
    {
        if (_decisions is null)
        {
            return null;
        }

        string own = fingerprint();
        return _decisions.FirstOrDefault(d => d.Fingerprint.Equals(own, StringComparison.OrdinalIgnoreCase))
            ?? _decisions.FirstOrDefault(d => d.Name == name)
            ?? (_decisions.Count > 0 ? _decisions[0] : null)
            ?? throw new DeepWonderException(
                ErrorId.DecisionsMismatch, $"'{Path}' holds no decisions.", Path, "Decide something in the report first.");
    }

    private int[][] Groups()
    {
        if (Join is null)
        {
            return [];
        }

        object[] items = Array.ConvertAll(Join, i => i is PSObject wrapped ? wrapped.BaseObject : i);
        return Array.TrueForAll(items, i => i is IEnumerable and not string)
            ? [.. items.Select(i => Ids([.. ((IEnumerable)i).Cast<object>()]))]
            : [Ids(items)];

        static int[] Ids(object[] values) => [.. Numbers(values, nameof(Join)).Select(v => ToId(v, nameof(Join)))];
    }

    private IEnumerable<DictionaryEntry> Renamings => Rename?.Cast<DictionaryEntry>() ?? [];

    private Dictionary<int, string> Labels() => Renamings.Where(e => LabelOf(e) is not null).ToDictionary(
        e => ToId(Numbers(new[] { e.Key }, nameof(Rename)).Single(), nameof(Rename)), e => LabelOf(e)!);

    /// <summary>A text that is no number; null for a new id.</summary>
    private static string? LabelOf(DictionaryEntry renaming)
    {
        object value = (renaming.Value is PSObject wrapped ? wrapped.BaseObject : renaming.Value) ?? throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            $"-Rename gives nothing for {renaming.Key}.",
            renaming.Key,
            "Give a number, the new id, or a text, what the neuron is called.");
        return value is string text && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text : null;
    }

    private Dictionary<int, int> NewIds() => Renamings.Where(e => LabelOf(e) is null).ToDictionary(
            e => ToId(Numbers(new[] { e.Key }, nameof(Rename)).Single(), nameof(Rename)),
            e => ToId(Numbers(new[] { e.Value! }, nameof(Rename)).Single(), nameof(Rename)));

    private static int ToId(double value, string parameter) => value is >= 1 and <= int.MaxValue && value == Math.Floor(value)
        ? (int)value
        : throw new DeepWonderException(
            ErrorId.ParameterInvalid,
            FormattableString.Invariant($"-{parameter} holds {value}, which is no id."),
            value,
            "Give ids: whole numbers from 1.");

    /// <summary>Numbers, also in lists within lists. Text is read in the invariant culture and never with a comma.</summary>
    private static IEnumerable<double> Numbers(IEnumerable values, string parameter)
    {
        foreach (object? item in values)
        {
            object? value = item is PSObject wrapped ? wrapped.BaseObject : item;
            switch (value)
            {
                case string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number):
                    yield return number;
                    break;
                case not string and IEnumerable inner:
                    foreach (double number in Numbers(inner, parameter))
                    {
                        yield return number;
                    }

                    break;
                case IConvertible and not string and not bool and not DateTime:
                    yield return Convert.ToDouble(value, CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new DeepWonderException(
                        ErrorId.ParameterInvalid,
                        $"-{parameter} holds '{value}', which is no number.",
                        value,
                        "Give numbers, with commas between them and points in them.");
            }
        }
    }
}
