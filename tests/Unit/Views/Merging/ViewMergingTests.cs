namespace DeepWonder3D.Tests.Views.Merging;

public class ViewMergingTests
{
    private static readonly (double Row, double Column, double RawDepth)[] s_places =
        [(40, 60, 0), (100, 30, 25), (180, 200, -30), (60, 150, 12.5), (200, 90, -7)];

    [Fact]
    public void Puts_every_neuron_back_where_it_was()
    {
        NeuronPopulation population = Merge(ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0));
        Assert.Equal(s_places.Length, population.Count);
        double umPerRaw = 2 * 1.5;
        for (int n = 0; n < s_places.Length; n++)
        {
            LocalizedNeuron neuron = population.Neurons[n];
            Assert.Equal(n + 1, neuron.Id);
            Assert.Equal(s_places[n].Row, neuron.Row, 1e-9);
            Assert.Equal(s_places[n].Column, neuron.Column, 1e-9);
            Assert.Equal(s_places[n].RawDepth * umPerRaw, neuron.ZUm, 1e-9 * umPerRaw);
            Assert.Equal(2 * s_places[n].Column, neuron.XUm, 1e-9);
            Assert.Equal(2 * s_places[n].Row, neuron.YUm, 1e-9);
            Assert.Equal(0, neuron.ResidualPx, 1e-9);
            Assert.Equal(1, neuron.Correlation, 1e-6);
            Assert.Equal(7, neuron.ViewCount);
        }
    }

    [Fact]
    public void Depth_is_in_the_calibrations_units_and_the_samples_medium()
    {
        ViewCalibration calibration = ViewScene.Calibration(ViewScene.Seven, pixelUm: 0.5, depthUm: 3, index: 1.33);
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0, pixelUm: null);
        NeuronPopulation population = ViewMerging.Run(
            views, calibration, new ViewMergingOptions { PixelSizeUm = 4 }, SilentObserver.Instance, TestContext.Current.CancellationToken);

        // 1 raw unit moves a view by its slope in view pixels of 4 µm: 8 calibration pixels, for which 8 depth units of 3 µm are needed,
        // times 1.33.
        Assert.Equal(s_places.Select(p => p.RawDepth * 8 * 3 * 1.33), population.Neurons.Select(n => n.ZUm), Near(1e-9));
        Assert.Equal(4, population.PixelSizeUm);
    }

    [Fact]
    public void Upstream_depth_is_the_nominal_one_and_shifts_carry_its_step_once_more()
    {
        int[] oneSided = [110, 111, 112, 113, 109, 108];
        List<NeuronSet> views = ViewScene.Views(oneSided, [(100, 100, 20)], ViewScene.Events0, pixelUm: null);
        NeuronPopulation population = ViewMerging.Run(
            views,
            ViewScene.Calibration(oneSided, interceptPerStep: 0.01),
            new ViewMergingOptions { Upstream = true, UpsampleRate = 2 },
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
        LocalizedNeuron neuron = Assert.Single(population.Neurons);
        Assert.Equal(20 * 11.25, neuron.ZUm, 1e-9);
        Assert.Equal(100, neuron.Row, 1e-9);

        // Half of the mean shift too far: steps −5 … 0, mean −2.5.
        Assert.Equal(100 + (0.5 * 20 * ViewScene.SlopePerStep * 2.5), neuron.Column, 1e-9);
        Assert.True(double.IsNaN(neuron.XUm));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_order_of_the_views_does_not_matter(bool upstream)
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, s_places, (v, n) => ViewScene.Events(v, n, noise: 4));
        ViewMergingOptions options = new() { Upstream = upstream, MinCorrelation = 0.4 };
        NeuronPopulation expected = Merge(views, options);
        Assert.NotEmpty(expected.Neurons);
        Random random = new(2);
        for (int i = 0; i < 10; i++)
        {
            NeuronSet[] shuffled = [.. views];
            random.Shuffle(shuffled);
            NeuronPopulation population = Merge(shuffled, options);
            Assert.Equal(expected.Neurons.Select(Facts), population.Neurons.Select(Facts));
            Assert.Equal(expected.Name, population.Name);
        }
    }

    [Fact]
    public void A_neuron_whose_views_fall_in_two_chains_is_reported_once()
    {
        // At this depth the views of the left and of the right half lie 26 px apart; each half is a chain of its own.
        int[] views = [108, 109, 110, 111, 112, 114, 115, 116, 117, 118];
        List<NeuronSet> sets = ViewScene.Views(views, [(128, 128, 160)], ViewScene.Events0);
        Assert.Single(Merge(sets, new ViewMergingOptions { DuplicateDistanceUm = 0 }).Neurons);
        LocalizedNeuron neuron = Assert.Single(Merge(sets).Neurons);
        Assert.Equal(views, neuron.Detections.Select(d => d.ViewId));
        Assert.Equal(128, neuron.Column, 1e-9);
        Assert.Equal(2, Merge(sets, new ViewMergingOptions { Upstream = true }).Count);
    }

    [Fact]
    public void Neighbours_that_fire_differently_stay_two()
    {
        (double, double, double)[] places = [(100, 100, 5), (103, 100, 5)];
        Assert.Equal(2, Merge(ViewScene.Views(ViewScene.Seven, places, ViewScene.Events0)).Count);
    }

    [Fact]
    public void Neurons_that_fire_alike_but_lie_apart_stay_two()
    {
        (double, double, double)[] places = [(50, 50, 5), (150, 150, 5)];
        Assert.Equal(2, Merge(ViewScene.Views(ViewScene.Seven, places, (view, _) => ViewScene.Events0(view, 1))).Count);
    }

    [Fact]
    public void A_detection_that_fires_along_but_lies_elsewhere_joins_no_group()
    {
        // The first view's detection fires with the others but lies far off: not a part of them.
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, [(100, 100, 0)], ViewScene.Events0);
        views[0] = ViewScene.Set(views[0].ViewId, [ViewScene.Neuron(1, (20, 20), ViewScene.Events0(views[0].ViewId!.Value, 0))]);
        LocalizedNeuron neuron = Assert.Single(Merge(views).Neurons);
        Assert.Equal(ViewScene.Seven[1..], neuron.Detections.Select(d => d.ViewId));
        Assert.Equal(100, neuron.Row, 1e-9);
    }

    [Fact]
    public void Of_two_detections_in_one_view_the_better_correlated_is_taken()
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, [(100, 100, 0)], ViewScene.Events0);
        float[] noisy = ViewScene.Events(view: 999, neuron: 0, noise: 6);
        views[3] = ViewScene.Set(
            views[3].ViewId,
            [ViewScene.Neuron(1, (102, 100), noisy), ViewScene.Neuron(2, (100, 100), views[3].Neurons[0].Trace.ToArray())]);
        LocalizedNeuron neuron = Assert.Single(Merge(views).Neurons);
        Assert.Equal(2, neuron.Detections[3].NeuronId);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void A_neuron_must_be_seen_in_enough_views(int minViews, int found)
    {
        List<NeuronSet> views = ViewScene.Views(
            ViewScene.Seven, [(100, 100, 0)], (view, n) => ViewScene.Events0(view, view < 113 ? n : view));
        views = [.. views.Take(3), ViewScene.Set(113, [ViewScene.Neuron(1, (100, 100), ViewScene.Events0(113, 0))]), .. views.Skip(4)];
        Assert.Equal(found, Merge(views, new ViewMergingOptions { MinViewCount = minViews }).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_neuron_at_all_is_an_empty_population_and_a_warning(bool upstream)
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, [(100, 100, 0)], (view, _) => ViewScene.Events0(view, view));
        foreach (List<NeuronSet> some in new[] { views, [.. ViewScene.Seven.Select(v => ViewScene.Set(v, []))] })
        {
            RecordingObserver observer = new();
            NeuronPopulation population = ViewMerging.Run(
                some,
                ViewScene.Calibration(ViewScene.Seven),
                new ViewMergingOptions { Upstream = upstream },
                observer,
                TestContext.Current.CancellationToken);
            Assert.Empty(population.Neurons);
            Assert.Single(observer.Warnings);
        }
    }

    [Fact]
    public void Thousands_of_detections_in_81_views_become_their_neurons()
    {
        int[] views = [.. Enumerable.Range(1, 225).Where(v => Math.Pow(((v - 1) / 15) - 7, 2) + Math.Pow(((v - 1) % 15) - 7, 2) <= 25)];
        Assert.Equal(81, views.Length);
        (double Row, double Column, double RawDepth)[] places =
            [.. Enumerable.Range(0, 62).Select(n => (30.0 + (25 * (n / 8)), 30.0 + (25 * (n % 8)), (double)(n % 21) - 10))];
        NeuronPopulation population = Merge(ViewScene.Views(views, places, (v, n) => ViewScene.Events(v, n, frames: 300, noise: 2)));
        Assert.Equal(places.Length, population.Count);
        Assert.All(population.Neurons, n => Assert.Equal(81, n.ViewCount));
        Assert.Equal(places.Select(p => p.RawDepth * 3), population.Neurons.Select(n => n.ZUm), Near(1e-9));
    }

    [Fact]
    public void Forty_thousand_detections_in_81_views_become_their_neurons_too()
    {
        // 500 neurons of 60 kinds of activity: eight of them share each.
        (double Row, double Column, double RawDepth)[] places =
            [.. Enumerable.Range(0, 500).Select(n => (30.0 + (20 * (n / 23)), 30.0 + (20 * (n % 23)), (double)(n * 7 % 21) - 10))];
        List<NeuronSet> views = ViewScene.Views([.. LensletAperture.Views], places, (v, n) => ViewScene.Events(v, n % 60, noise: 2));
        Assert.Equal(40_500, views.Sum(v => v.Count));
        NeuronPopulation population = Merge(views);
        Assert.Equal(places.Select(p => p.RawDepth * 3), population.Neurons.Select(n => n.ZUm), Near(1e-9));
    }

    [Fact]
    public void The_population_says_where_it_comes_from()
    {
        NeuronPopulation population = Merge(ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0));
        Assert.Equal("mouse", population.Name);
        Assert.Equal(10, population.FrameRate);
        Assert.Equal(200, population.FrameCount);
        HistoryStep step = population.History[^1];
        Assert.Equal(nameof(PipelineStage.MergeViews), step.Step);
        Assert.Equal("53,65,109,113,117,161,173", step.Parameters["Views"]);
        Assert.Equal("0.6", step.Parameters["MinCorrelation"]);
    }

    [Fact]
    public void The_published_trace_is_the_mean_of_the_members()
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, [(100, 100, 0)], (view, n) => ViewScene.Events(view, n, noise: 3));
        LocalizedNeuron neuron = Assert.Single(Merge(views, new ViewMergingOptions { Upstream = true }).Neurons);
        for (int t = 0; t < 200; t++)
        {
            Assert.Equal(views.Average(v => (double)v.Neurons[0].Trace[t]), neuron.Trace[t], 1e-6);
        }

        Assert.InRange(neuron.Correlation, 0.8, 0.9999);
        Assert.InRange(neuron.Snr, 5, 1000);
    }

    [Fact]
    public void Traces_are_fused_by_quality_and_each_views_trace_and_weight_is_kept()
    {
        // The third view is ten times as noisy as the others.
        List<NeuronSet> views = ViewScene.Views(
            ViewScene.Seven,
            [(100, 100, 0)],
            (view, n) => Array.ConvertAll(ViewScene.Events(view, n, noise: view == 109 ? 10 : 1), s => s + 100));
        LocalizedNeuron neuron = Assert.Single(Merge(views, new ViewMergingOptions { MinCorrelation = 0.3 }).Neurons);
        Assert.Equal(7, neuron.ViewCount);
        Assert.Equal(1, neuron.Detections.Sum(d => d.Weight), 1e-9);
        Assert.InRange(neuron.Detections[2].Weight, 0, 0.01);
        Assert.All(neuron.Detections, (d, i) => Assert.Same(views[i].Neurons[0].Trace, d.Trace));
        Assert.NotNull(neuron.DeltaFOverF);
        Assert.Equal(neuron.Trace.Maximum / 100 - 1, neuron.DeltaFOverF.Maximum, 0.01);
    }

    private static NeuronPopulation Merge(IReadOnlyList<NeuronSet> views, ViewMergingOptions? options = null) => ViewMerging.Run(
        views,
        ViewScene.Calibration(views.Select(v => v.ViewId!.Value)),
        options ?? new ViewMergingOptions(),
        SilentObserver.Instance,
        TestContext.Current.CancellationToken);

    private static string Facts(LocalizedNeuron n) =>
        $"{n.Id} {n.Row:R} {n.Column:R} {n.ZUm:R} {n.ResidualPx:R} {n.Correlation:R} {string.Join(',', n.Detections)} "
            + $"{string.Join(',', n.Trace.ToArray())}";

    private static NearNumbers Near(double tolerance) => new(tolerance, isRelative: true);
}
