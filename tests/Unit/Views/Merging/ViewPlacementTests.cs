namespace DeepWonder3D.Tests.Views.Merging;

/// <summary>Where neurons are put, how far that can be trusted, and what is told apart by place.</summary>
public class ViewPlacementTests
{
    private static readonly (double Row, double Column, double RawDepth)[] s_places =
        [(40, 60, 0), (100, 30, 25), (180, 200, -30), (60, 150, 12.5), (200, 90, -7)];

    [Fact]
    public void Intercepts_are_taken_off_in_the_views_pixels()
    {
        // Calibration pixels of 1/1.5 µm, views of 2 µm: an offset of one calibration pixel is a third of a pixel. These offsets follow no
        // depth.
        ViewCalibration plain = ViewScene.Calibration(ViewScene.Seven);
        double Offset(int view) => view % 3;
        ViewCalibration calibration = new(plain.Pairs.Select(p => p with
        {
            RowIntercept = Offset(p.Source) - Offset(p.Target),
            ColumnIntercept = 2 * (Offset(p.Target) - Offset(p.Source)),
        }));
        double centre = Offset(113);
        List<NeuronSet> views = [.. ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0).Select(v => v with
        {
            Neurons = [.. v.Neurons.Select(n => n with
            {
                Row = n.Row + ((Offset(v.ViewId!.Value) - centre) / 3),
                Column = n.Column - (2 * (Offset(v.ViewId!.Value) - centre) / 3),
            })],
        })];
        NeuronPopulation population = ViewMerging.Run(
            views, calibration, new ViewMergingOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(s_places.Select(p => p.RawDepth * 3), population.Neurons.Select(n => n.ZUm), Near(1e-9));
        Assert.Equal(s_places.Select(p => p.Row), population.Neurons.Select(n => n.Row), Near(1e-9));
        Assert.Equal(s_places.Select(p => p.Column), population.Neurons.Select(n => n.Column), Near(1e-9));
    }

    [Fact]
    public void A_view_that_lies_is_outvoted_and_said_not_to_agree()
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0);
        views[1] = views[1] with { Neurons = [.. views[1].Neurons.Select((n, i) => i == 2 ? n with { Row = n.Row + 2 } : n)] };
        LocalizedNeuron neuron = Merge(views).Neurons[2];
        Assert.Equal(s_places[2].RawDepth * 3, neuron.ZUm, 1e-9);
        Assert.Equal((7, 6, Placement.InSpace), (neuron.ViewCount, neuron.AgreeingViewCount, neuron.Placement));
        Assert.Equal(2, neuron.Detections[1].ResidualPx, 1e-9);
        Assert.Equal(0, neuron.ResidualPx, 1e-9);
    }

    [Fact]
    public void Views_side_by_side_give_a_depth_that_is_said_to_be_uncertain()
    {
        // Half a pixel of error over one view step of 0.08 px a raw unit is some 20 µm.
        int[] close = [98, 99, 112, 113, 114, 128];
        Random random = new(3);
        List<NeuronSet> views = [.. ViewScene.Views(close, s_places, ViewScene.Events0).Select(v => v with
        {
            Neurons = [.. v.Neurons.Select(
                n => n with { Row = n.Row + random.NextDouble() - 0.5, Column = n.Column + random.NextDouble() - 0.5 })],
        })];
        NeuronPopulation wide = Merge(ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0));
        Assert.All(wide.Neurons, n => Assert.Equal(Placement.InSpace, n.Placement));
        Assert.All(wide.Neurons, n => Assert.InRange(n.ZErrorUm, 0, 1));
        NeuronPopulation narrow = Merge(views, new ViewMergingOptions { DuplicateDistanceUm = 2 });
        Assert.All(narrow.Neurons, n => Assert.Equal(Placement.DepthUncertain, n.Placement));
        Assert.All(narrow.Neurons, n => Assert.InRange(n.ZErrorUm, 2, 50));
    }

    [Fact]
    public void What_too_few_views_saw_is_kept_flat_when_asked_and_no_neuron_twice()
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0);

        // A neuron of two views, one of a single view, and the first neuron's second half in its own view.
        float[] two = ViewScene.Events0(0, 50);
        views[0] = views[0] with { Neurons = [.. views[0].Neurons, ViewScene.Neuron(6, ViewScene.Seen(53, 220, 220, 10), two)] };
        views[3] = views[3] with
        {
            Neurons =
            [
                .. views[3].Neurons,
                ViewScene.Neuron(6, ViewScene.Seen(113, 220, 220, 10), two),
                ViewScene.Neuron(7, (20, 230), ViewScene.Events0(0, 51)),
                ViewScene.Neuron(8, (42, 60), ViewScene.Events(113, 0)),
            ],
        };
        Assert.Equal(s_places.Length, Merge(views).Count);
        NeuronPopulation kept = Merge(views, new ViewMergingOptions { KeepFlat = true });
        LocalizedNeuron[] flat = [.. kept.Neurons.Skip(s_places.Length)];
        Assert.Equal([(2, 220.0, 220.0), (1, 20.0, 230.0)], flat.Select(n => (n.ViewCount, Math.Round(n.Row, 6), Math.Round(n.Column, 6))));
        Assert.All(flat, n => Assert.Equal((Placement.Flat, double.NaN), (n.Placement, n.ZUm)));
        Assert.Equal(Enumerable.Range(1, kept.Count), kept.Neurons.Select(n => n.Id));
    }

    [Fact]
    public void Neurons_outside_the_stated_range_of_depth_are_not_looked_for()
    {
        List<NeuronSet> views = ViewScene.Views(ViewScene.Seven, s_places, ViewScene.Events0);
        NeuronPopulation population = Merge(views, new ViewMergingOptions { DepthRangeUm = (-50, 50) });
        Assert.Equal([0, 37.5, -21], population.Neurons.Select(n => n.ZUm), Near(1e-9));
    }

    [Fact]
    public void Neurons_that_share_all_activity_are_told_apart_by_the_lines_along_which_they_move()
    {
        // All fire alike, 8 px apart and at different depths: by correlation and 20-pixel chains they are one.
        (double, double, double)[] places =
            [.. Enumerable.Range(0, 25).Select(n => (80.0 + (8 * (n / 5)), 80.0 + (8 * (n % 5)), (n * 7 % 25) - 12.0))];
        NeuronPopulation population = Merge(ViewScene.Views(ViewScene.Seven, places, (_, _) => ViewScene.Events0(0, 1)));
        Assert.Equal(places.Select(p => p.Item3 * 3), population.Neurons.Select(n => n.ZUm), Near(1e-9));
    }

    private static NeuronPopulation Merge(IReadOnlyList<NeuronSet> views, ViewMergingOptions? options = null) => ViewMerging.Run(
        views,
        ViewScene.Calibration(views.Select(v => v.ViewId!.Value)),
        options ?? new ViewMergingOptions(),
        SilentObserver.Instance,
        TestContext.Current.CancellationToken);

    private static NearNumbers Near(double tolerance) => new(tolerance, isRelative: true);
}
