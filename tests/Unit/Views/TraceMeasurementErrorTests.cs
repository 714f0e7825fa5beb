namespace DeepWonder3D.Tests.Views;

public class TraceMeasurementErrorTests
{
    private static readonly NeuronPopulation s_known = ViewMovies.Population(2, (30, 40, 5));

    [Fact]
    public void No_view_is_too_few() => AssertRefused(ErrorId.TooFewViews, "No view", []);

    [Fact]
    public void A_movie_of_volumes_is_no_view()
    {
        using Volume deep = TestVolumes.Create(2, 8, 8, (_, _, _) => 1, planes: 3, name: "deep");
        AssertRefused(ErrorId.AxesMismatch, "deep", [deep]);
    }

    [Fact]
    public void Views_without_ids_or_with_one_id_twice_are_named()
    {
        using Volume view = Movie(113);
        using Volume stray = Movie(null);
        using Volume twin = Movie(113);
        AssertRefused(ErrorId.ViewIdUnknown, "mouse_view_", [view, stray]);
        AssertRefused(ErrorId.ViewIdRepeated, "113", [view, twin]);
    }

    [Fact]
    public void Views_of_unequal_length_or_size_are_refused()
    {
        using Volume view = Movie(113);
        using Volume longer = ViewMovies.Movie(109, ViewMovies.Place, frames: 4);
        using Volume wider = ViewMovies.Movie(109, ViewMovies.Place, width: 81);
        AssertRefused(ErrorId.ViewsDiffer, "3 frames against 4", [view, longer]);
        AssertRefused(ErrorId.ViewsDiffer, "64 × 80 pixels against 64 × 81", [view, wider]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_view_that_the_calibration_does_not_cover_is_named(bool upstream)
    {
        using Volume view = Movie(65);
        AssertRefused(ErrorId.ViewPairMissing, "view 65", [view], new TraceMeasurementOptions { Upstream = upstream });
    }

    [Fact]
    public void Unknown_pixel_sizes_are_asked_for()
    {
        using Volume view = Movie(109);
        using Volume unknown = ViewMovies.Movie(109, ViewMovies.Place, pixelUm: null);
        NeuronPopulation flat = ViewMovies.Population(null, (30, 40, 5));
        AssertRefused(ErrorId.PixelSizeUnknown, "mouse_view_109", [unknown]);
        AssertRefused(ErrorId.PixelSizeUnknown, "known", [view], population: flat);
        NeuronPopulation measured = Measure([unknown], flat, Calibration, Plain() with { PixelSizeUm = 2 });
        Assert.Equal(Measure([view], s_known, Calibration).Neurons[0].Trace.ToArray(), measured.Neurons[0].Trace.ToArray());
    }

    [Fact]
    public void Depth_without_a_calibration_is_refused_and_a_view_straight_down_needs_none()
    {
        using Volume view = Movie(109);
        using Volume other = Movie(113);
        using Volume nameless = Movie(null);
        Assert.Equal(ErrorId.ParameterInvalid, Refused(() => Measure([view], s_known, null)).Id);
        Assert.Equal(ErrorId.ParameterInvalid, Refused(() => Measure([view, other], ViewMovies.Population(2, (30, 40, 0)), null)).Id);
        Assert.Equal(ViewMovies.Place(0, 30, 40), Measure([nameless], s_known, null).Neurons[0].Trace[0], 1e-3);
    }

    [Fact]
    public void Sizes_that_are_not_positive_are_refused()
    {
        using Volume view = Movie(109);
        AssertRefused(ErrorId.ParameterInvalid, "-RadiusUm", [view], new TraceMeasurementOptions { RadiusUm = 0 });
        AssertRefused(ErrorId.ParameterInvalid, "-PixelSizeUm", [view], new TraceMeasurementOptions { PixelSizeUm = -1 });
        AssertRefused(ErrorId.ParameterInvalid, "-UpsampleRate", [view], new TraceMeasurementOptions { UpsampleRate = double.NaN });
        TraceOptions negative = new() { NeuropilCoefficient = -0.1 };
        AssertRefused(ErrorId.ParameterInvalid, "-NeuropilCoefficient", [view], new TraceMeasurementOptions { Traces = negative });
        AssertRefused(
            ErrorId.ParameterInvalid,
            "-NeuropilCoefficient",
            [view],
            new TraceMeasurementOptions { Traces = new TraceOptions { NeuropilCoefficient = 0.7 }, Upstream = true });
    }

    [Fact]
    public void Neurons_of_another_view_are_refused()
    {
        using Volume view = Movie(109);
        NeuronSet set = ViewScene.Set(53, [ViewScene.Neuron(1, (1, 1), [0])]);
        Assert.Equal(ErrorId.ViewsDiffer, Refused(() => TraceMeasurement.Run(
            view, set, Plain(), SilentObserver.Instance, TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public void Published_depths_read_as_micrometres_are_warned_of()
    {
        using Volume view = Movie(109);
        NeuronPopulation nominal =
            s_known with { History = [new HistoryStep("Merge-View", new Dictionary<string, string> { ["Preset"] = "Upstream" })] };
        RecordingObserver observer = new();
        TraceMeasurement.Run([view], nominal, Calibration, Plain(), observer, TestContext.Current.CancellationToken);
        Assert.Contains("Upstream", Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_disposed_before_is_named()
    {
        Volume view = Movie(109);
        view.Dispose();
        AssertRefused(ErrorId.VolumeDisposed, "mouse_view_109", [view]);
    }

    private static ViewCalibration Calibration => ViewScene.Calibration([109, 113]);

    private static Volume Movie(int? view) => ViewMovies.Movie(view, ViewMovies.Place);

    /// <summary>Plain means of the movies as they are: where neurons are read is what is tested.</summary>
    private static TraceMeasurementOptions Plain(double? coefficient = null) =>
        new() { Traces = new TraceOptions { Source = TraceSource.Input, NeuropilCoefficient = coefficient } };

    private static NeuronPopulation Measure(
        IReadOnlyList<Volume> views, NeuronPopulation population, ViewCalibration? calibration, TraceMeasurementOptions? options = null) =>
        TraceMeasurement.Run(
            views,
            population,
            calibration,
            options ?? Plain(),
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);

    private static DeepWonderException Refused(Action measure) => Assert.Throws<DeepWonderException>(measure);

    private static void AssertRefused(
        ErrorId id, string named, IReadOnlyList<Volume> views, TraceMeasurementOptions? options = null, NeuronPopulation? population = null)
    {
        DeepWonderException e = Refused(() => Measure(views, population ?? s_known, Calibration, options));
        Assert.Equal(id, e.Id);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }
}
