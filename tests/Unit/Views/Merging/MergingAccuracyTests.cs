using DeepWonder3D.Evaluation;

namespace DeepWonder3D.Tests.Views.Merging;

/// <summary>Grouping and localization against the truth, from detections with every fault that finding neurons has.</summary>
public class MergingAccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(81)]
    public void Typical_recordings_give_every_neuron_once_and_its_place_in_µm(int viewCount)
    {
        SimulatedDetections scene = Scene(SimulationPreset.Typical, viewCount, DetectionFaults.Typical);
        (NeuronPopulation found, NeuronComparison score) = Merge(scene, "Typical");

        Assert.InRange(score.F1, 0.98, 1);
        Assert.InRange(score.DepthErrorUm, 0, 1.5);
        Assert.InRange(score.DepthRmseUm, 0, 3);
        Assert.InRange(score.LateralErrorUm, 0, 0.3);
        CheckNoDuplicates(scene, found);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(81)]
    public void Standard_errors_cover_the_truth_with_what_views_are_wrong_by_alike(int viewCount)
    {
        SimulatedDetections scene = Scene(SimulationPreset.Typical, viewCount, DetectionFaults.WithSharedErrors);
        (NeuronPopulation found, NeuronComparison score) = Merge(scene, "Shared errors");
        CheckErrorsCover(scene, found, score);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(81)]
    public void Hard_recordings_give_nine_of_ten(int viewCount)
    {
        SimulatedDetections scene = Scene(SimulationPreset.Hard, viewCount, DetectionFaults.Hard);
        (NeuronPopulation found, NeuronComparison score) = Merge(scene, "Hard");

        Assert.InRange(score.F1, 0.9, 1);
        Assert.InRange(score.DepthErrorUm, 0, 2);
        CheckNoDuplicates(scene, found);
    }

    [Fact]
    public void Neurons_of_shared_activity_are_told_apart_and_depth_does_not_suffer()
    {
        // One assembly with a strong drive: traces of different neurons correlate above the cutoff all over the field.
        SimulationOptions options = SimulationPresets.Of(SimulationPreset.Typical, 5) with { ViewIds = LensletAperture.Choose(25) };
        options = options with { Activity = options.Activity with { SharedDrive = 2, AssemblyCount = 1, RateSpread = 0.1 } };
        SimulatedDetections scene = new(options, DetectionFaults.Typical);
        (NeuronPopulation found, NeuronComparison score) = Merge(scene, "Shared activity");

        Assert.InRange(score.F1, 0.98, 1);
        Assert.InRange(score.DepthErrorUm, 0, 1.5);
        CheckNoDuplicates(scene, found);
    }

    private static SimulatedDetections Scene(SimulationPreset preset, int viewCount, DetectionFaults faults) =>
        new(SimulationPresets.Of(preset, 21) with { ViewIds = LensletAperture.Choose(viewCount) }, faults);

    private (NeuronPopulation Found, NeuronComparison Score) Merge(SimulatedDetections scene, string name)
    {
        NeuronPopulation found = Run(scene, new ViewMergingOptions());
        NeuronComparison score = Compare(found, scene);

        // At this rate the published depth unit is the physical one, so that the two can stand side by side.
        NeuronComparison published = Compare(Run(scene, new ViewMergingOptions { Upstream = true, UpsampleRate = 7.5 }), scene);
        foreach ((string what, NeuronComparison c) in new[] { ("ours", score), ("published", published) })
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, {scene.Views.Count} views, {what}: F1 {c.F1:0.000} (precision {c.Precision:0.000}, recall {c.Recall:0.000}), "
                    + $"lateral {c.LateralErrorUm:0.00} µm, |z| median {c.DepthErrorUm:0.00} µm, RMSE {c.DepthRmseUm:0.00} µm, "
                    + $"trace {c.TraceCorrelation:0.000}"));
        }

        return (found, score);
    }

    private static NeuronPopulation Run(SimulatedDetections scene, ViewMergingOptions options) =>
        ViewMerging.Run(scene.Views, scene.Calibration, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static NeuronComparison Compare(NeuronPopulation found, SimulatedDetections scene) =>
        new NeuronComparer(new ComparisonOptions { ViewSize = (scene.Views[0].Height, scene.Views[0].Width) }).Compare(found, scene.Truth);

    /// <summary>No two neurons have most of their detections from one cell.</summary>
    private static void CheckNoDuplicates(SimulatedDetections scene, NeuronPopulation found)
    {
        int[] cells = [.. found.Neurons
            .Select(n => n.Detections.Select(scene.CellOf).GroupBy(c => c).MaxBy(g => g.Count())!.Key)
            .Where(cell => cell > 0)];
        Assert.Equal(cells.Length, cells.Distinct().Count());
    }

    /// <summary>The truth lies within one, two and three standard errors about as often as for a normal law.</summary>
    private void CheckErrorsCover(SimulatedDetections scene, NeuronPopulation found, NeuronComparison score)
    {
        Dictionary<int, LocalizedNeuron> truth = scene.Truth.Neurons.ToDictionary(n => n.Id);
        Dictionary<int, LocalizedNeuron> placed = found.Neurons.ToDictionary(n => n.Id);
        double[] errors = [.. score.Matches.Select(m => (True: truth[m.TruthId], Found: placed[m.FoundId])).SelectMany(p => new[]
        {
            (p.Found.XUm - p.True.XUm) / p.Found.XErrorUm,
            (p.Found.YUm - p.True.YUm) / p.Found.YErrorUm,
            (p.Found.ZUm - p.True.ZUm) / p.Found.ZErrorUm,
        }).Select(Math.Abs)];
        double Share(double limit) => errors.Count(e => e <= limit) / (double)errors.Length;
        output.WriteLine(FormattableString.Invariant(
            $"  of {errors.Length} coordinates within 1, 2 and 3 standard errors: {Share(1):0.000} {Share(2):0.000} {Share(3):0.000}"));
        Assert.InRange(Share(1), 0.60, 0.78);
        Assert.InRange(Share(2), 0.92, 1);
        Assert.InRange(Share(3), 0.98, 1);
    }
}
