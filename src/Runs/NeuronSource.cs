using DeepWonder3D.Neurons;
using DeepWonder3D.Runs.Journal;
using DeepWonder3D.Views;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// Neurons that go into result files: those of a view, or of all views in space. They are read from the views' steps, and merged, when the
/// first file needs them; where all files are there, nothing is.
/// </summary>
internal sealed class NeuronSource
{
    private readonly Lazy<object> _neurons;

    private NeuronSource(string name, IReadOnlyList<StepRecord> views, Func<object> make)
    {
        Name = name;
        _neurons = new Lazy<object>(make);
        Hash = string.Join(
            ' ', views.Select(view => view.Outputs.Single(o => o.File.EndsWith(".neurons.json", StringComparison.Ordinal)).Sha256![..16]));
        RecordedAt = views.Max(view => ViewExtraction.RecordedAt(view.Inputs));
    }

    /// <summary>What its files are called: <c>neurons</c>, or <c>neurons_view_113</c> where each view has its own.</summary>
    public string Name { get; }

    /// <summary>What tells its content from any other.</summary>
    public string Hash { get; }

    /// <summary>The time that its results state.</summary>
    public DateTimeOffset RecordedAt { get; }

    /// <summary>A <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public object Neurons => _neurons.Value;

    public int Count => Neurons is NeuronSet set ? set.Count : ((NeuronPopulation)Neurons).Count;

    /// <summary>The neurons of each view for itself.</summary>
    public static IReadOnlyList<NeuronSource> OfViews(IReadOnlyList<StepRecord> views, Func<StepRecord, NeuronSet> read) =>
        [.. views.Select(view => new NeuronSource(views.Count == 1 ? "neurons" : $"neurons_{view.Step}", [view], () => read(view)))];

    /// <summary>The neurons of all views in space.</summary>
    public static NeuronSource Merged(
        IReadOnlyList<StepRecord> views,
        Func<StepRecord, NeuronSet> read,
        ExtractionOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        DateTimeOffset recordedAt = views.Max(view => ViewExtraction.RecordedAt(view.Inputs));
        return new NeuronSource("neurons", views, () => RunHistory.Timeless(
            Pipeline.MergeViews([.. views.Select(read)], options.Calibration!, options.Merging, observer, token), recordedAt));
    }
}
