namespace DeepWonder3D.Accuracy.Depth;

/// <summary>
/// A simulated recording of many views, from the samples to neurons in space, placed in several ways from the same detections.
/// </summary>
/// <param name="what">Its name.</param>
/// <param name="options">The recording.</param>
/// <param name="isRepaired">Whether the tissue's motion is found in all views together and taken out before.</param>
internal sealed class ViewsTrial(string what, SimulationOptions options, bool isRepaired = false) : Trial
{
    public const string Ours = "ours";
    public const string Stated = "ours, `-DepthRangeUm -60, 60`";
    public const string Footprints = "ours, of footprints' centroids";
    public const string Published = "published";

    // At 2 µm a pixel the published depth unit is the physical one at this rate, so that the two can stand side by side.
    private const double RateOfPublishedUnit = 7.5;
    private const double StatedDepthUm = 60;

    private readonly SimulationOptions _options = options with { KeepClean = false, KeepBackgroundFree = false };

    public override string Name => $"depth-{what}-{_options.ViewIds.Count}-{_options.Seed}";

    /// <summary>What recordings are alike.</summary>
    public string Group => $"{what}, {_options.ViewIds.Count} views";

    protected override string Recipe => Scene.Recipe(_options);

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        using SimulatedRecording recording = RecordingSimulator.Run(_options, SilentObserver.Instance, token);
        IReadOnlyList<Volume> views = isRepaired
            ? SpatialMotionCorrection.Run(recording.Views, recording.Calibration!, token: token)
            : recording.Views;
        NeuronSet[] found = new NeuronSet[views.Count];
        StageSeconds seconds = StageSeconds.None;
        for (int view = 0; view < found.Length; view++)
        {
            using ChainRun run = ChainRun.Of(views[view], models, token);
            found[view] = run.Neurons;
            seconds += run.Seconds;
        }

        NeuronPopulation Merge(IReadOnlyList<NeuronSet> sets, ViewMergingOptions merging) =>
            ViewMerging.Run(sets, recording.Calibration!, merging, SilentObserver.Instance, token);
        NeuronPopulation ours = Merge(found, new ViewMergingOptions());
        (string Name, NeuronPopulation Found)[] ways =
        [
            (Ours, ours),
            (Stated, Merge(found, new ViewMergingOptions { DepthRangeUm = (-StatedDepthUm, StatedDepthUm) })),
            (Footprints, Merge([.. found.Select(WithFootprintCentroids)], new ViewMergingOptions())),
            (Published, Merge(
                [.. found.Select(WithFootprintCentroids)], new ViewMergingOptions { Upstream = true, UpsampleRate = RateOfPublishedUnit })),
        ];
        ComparisonOptions comparison = new() { ViewSize = (_options.Height, _options.Width) };
        return new TrialResult
        {
            Placed = [.. ways.Select(w => PlacingScore.Of(w.Name, w.Found, recording.Truth, comparison))],
            Seconds = seconds with { Merge = ours.History[^1].Duration.TotalSeconds },
        };
    }

    private static NeuronSet WithFootprintCentroids(NeuronSet view) => view with
    {
        Neurons = [.. view.Neurons.Select(n => n with
        {
            Row = Enumerable.Range(0, n.Footprint.Count).Average(i => (double)n.Footprint.RowAt(i)),
            Column = Enumerable.Range(0, n.Footprint.Count).Average(i => (double)n.Footprint.ColumnAt(i)),
        })],
    };
}
