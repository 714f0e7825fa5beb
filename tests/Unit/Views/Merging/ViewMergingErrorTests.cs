namespace DeepWonder3D.Tests.Views.Merging;

public class ViewMergingErrorTests
{
    [Fact]
    public void A_view_without_an_id_is_named()
    {
        List<NeuronSet> views = Views();
        views[2] = views[2] with { ViewId = null, Name = "stray" };
        AssertRefused(ErrorId.ViewIdUnknown, "stray", views);
    }

    [Fact]
    public void Two_views_with_one_id_are_named()
    {
        List<NeuronSet> views = Views();
        views[2] = views[2] with { ViewId = 53, Name = "twin" };
        AssertRefused(ErrorId.ViewIdRepeated, "twin", views);
    }

    [Fact]
    public void Views_of_unequal_length_size_rate_or_pixels_are_refused()
    {
        NeuronSet[] odd =
        [
            Views()[2] with { FrameCount = 199 },
            Views()[2] with { Height = 255 },
            Views()[2] with { Width = 512 },
            Views()[2] with { FrameRate = 30 },
            Views()[2] with { PixelSizeUm = 1 },
        ];
        foreach (NeuronSet other in odd)
        {
            List<NeuronSet> views = Views();
            views[2] = other with { Name = "odd" };
            AssertRefused(ErrorId.ViewsDiffer, "odd", views);
        }
    }

    [Fact]
    public void A_trace_of_another_length_than_its_view_is_refused()
    {
        List<NeuronSet> views = Views();
        views[1] = views[1] with { Neurons = [.. views[1].Neurons, ViewScene.Neuron(9, (1, 1), [1, 2, 3])] };
        AssertRefused(ErrorId.ViewsDiffer, "Neuron 9", views);
    }

    [Fact]
    public void Fewer_views_than_a_neuron_must_be_seen_in_are_refused()
    {
        AssertRefused(ErrorId.TooFewViews, "4 views", Views()[..4]);
        AssertRefused(ErrorId.TooFewViews, "0 views", []);
    }

    [Fact]
    public void A_view_that_the_calibration_does_not_cover_is_named()
    {
        DeepWonderException e = Refusal.Of(
            ErrorId.ViewPairMissing, () => Merge(Views(), new ViewMergingOptions(), ViewScene.Calibration(ViewScene.Seven[1..])));
        Assert.Contains("view 53", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_pair_that_is_missing_is_named()
    {
        ViewPair[] all = [.. ViewScene.Calibration(ViewScene.Seven).Pairs];
        ViewCalibration holed = new(all.Where(p => (p.Source, p.Target) != (65, 161)));
        DeepWonderException e = Refusal.Of(ErrorId.ViewPairMissing, () => Merge(Views(), new ViewMergingOptions(), holed));
        Assert.Contains("65", e.Message, StringComparison.Ordinal);
        Assert.Contains("161", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_pixel_size_is_asked_for_unless_upstream()
    {
        List<NeuronSet> views = [.. Views().Select(v => v with { PixelSizeUm = null })];
        DeepWonderException e = AssertRefused(ErrorId.PixelSizeUnknown, "size of its pixels", views);
        Assert.Contains("-PixelSizeUm", e.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(1, Merge(views, new ViewMergingOptions { Upstream = true }).Count);
        Assert.Equal(1, Merge(views, new ViewMergingOptions { PixelSizeUm = 2 }).Count);
    }

    [Fact]
    public void Thresholds_out_of_range_are_refused()
    {
        ViewMergingOptions[] bad =
        [
            new() { MinViewCount = 1 },
            new() { MinCorrelation = 1 },
            new() { MinCorrelation = -0.1 },
            new() { MinCorrelation = double.NaN },
            new() { MaxDistancePx = 0 },
            new() { DuplicateDistanceUm = -1 },
            new() { PixelSizeUm = 0 },
            new() { UpsampleRate = 0 },
        ];
        foreach (ViewMergingOptions options in bad)
        {
            Refusal.Of(ErrorId.ParameterInvalid, () => Merge(Views(), options));
        }
    }

    private static List<NeuronSet> Views() => ViewScene.Views(ViewScene.Seven, [(100, 100, 3)], ViewScene.Events0);

    private static NeuronPopulation Merge(
        IReadOnlyList<NeuronSet> views, ViewMergingOptions options, ViewCalibration? calibration = null) =>
        ViewMerging.Run(
            views,
            calibration ?? ViewScene.Calibration(ViewScene.Seven),
            options,
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);

    private static DeepWonderException AssertRefused(ErrorId id, string named, IReadOnlyList<NeuronSet> views)
    {
        DeepWonderException e = Refusal.Of(id, () => Merge(views, new ViewMergingOptions()));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        return e;
    }
}
