using DeepWonder3D.Formats.Npy;

namespace DeepWonder3D.Tests.Views;

public class TraceMeasurementTests
{
    private static readonly int[] s_fixtureViews = [53, 109, 113, 117, 173];

    [Fact]
    public void A_disc_follows_its_neuron_through_the_views()
    {
        // 37.5 µm are 12.5 raw units at 2 µm a pixel: views four steps away move by 4 pixels.
        NeuronPopulation population = ViewMovies.Population(2, (30, 40, 37.5), (25, 33, 0));
        ViewCalibration calibration = ViewScene.Calibration([109, 113, 53]);
        AssertPlaces(population, calibration, 113, (30, 40), (25, 33));
        AssertPlaces(population, calibration, 109, (30, 36), (25, 33));
        AssertPlaces(population, calibration, 53, (26, 40), (25, 33));
    }

    [Fact]
    public void Coordinates_may_be_stated_in_pixels_of_another_size()
    {
        // Pixel 60.5 of 2 µm is centred 122 µm from the edge, as is pixel 30 of 4 µm. 75 µm are 12.5 raw units at 4 µm a pixel.
        NeuronPopulation population = ViewMovies.Population(2, (60.5, 60.5, 75));
        using Volume view = ViewMovies.Movie(109, ViewMovies.Place, pixelUm: 4);
        NeuronPopulation measured = Measure([view], population, ViewScene.Calibration([109, 113]));
        Assert.Equal(ViewMovies.Place(1, 30, 26), measured.Neurons[0].Trace[1], 1e-3);
    }

    [Fact]
    public void The_samples_medium_and_the_calibrations_units_enter_the_depth()
    {
        ViewCalibration calibration = ViewScene.Calibration([109, 113], pixelUm: 0.5, depthUm: 3, index: 1.33);
        NeuronPopulation population = ViewMovies.Population(2, (30, 40, 12.5 * 2 / 0.5 * 3 * 1.33));
        AssertPlaces(population, calibration, 109, (30, 36));
    }

    [Fact]
    public void Images_that_lie_apart_at_depth_0_are_followed()
    {
        // An intercept of 3 calibration pixels of 1 µm a step is 1.5 pixels of 2 µm: view 109 lies four columns' steps before the centre.
        ViewCalibration calibration = ViewScene.Calibration([109, 113, 53], pixelUm: 1, interceptPerStep: 3);
        NeuronPopulation population = ViewMovies.Population(2, (30, 40, 0), (30, 40, 12.5 * 2));
        AssertPlaces(population, calibration, 113, (30, 40), (30, 40));
        AssertPlaces(population, calibration, 109, (30, 46), (30, 42));
        AssertPlaces(population, calibration, 53, (24, 40), (20, 40));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_merging_localized_is_found_again_with_intercepts_or_without(double interceptPerStep)
    {
        // What a view sees lies apart by the intercept a step, in pixels of 2 µm.
        (double, double, double)[] places = [(30, 40, 12.5), (20, 60, -25)];
        ViewCalibration calibration = ViewScene.Calibration(ViewScene.Seven, pixelUm: 1, interceptPerStep: interceptPerStep);
        double apart = interceptPerStep / 2;
        List<NeuronSet> seen = [.. ViewScene.Views(ViewScene.Seven, places, ViewScene.Events0).Select(v => v with
        {
            Neurons = [.. v.Neurons.Select(
                n => n with { Row = n.Row + (apart * StepOf(v).Row), Column = n.Column - (apart * StepOf(v).Column) })],
        })];
        NeuronPopulation population = ViewMerging.Run(
            seen, calibration, new ViewMergingOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(2, population.Count);
        foreach (NeuronSet set in seen)
        {
            using Volume view = ViewMovies.Movie(set.ViewId, ViewMovies.Place, frames: 1, height: 90, width: 110);
            NeuronPopulation measured = Measure([view], population, null);
            for (int n = 0; n < 2; n++)
            {
                // The rim is weighted by an estimate of its cover, which is off by up to a tenth of a pixel between pixel centres.
                Assert.Equal(10 * set.Neurons[n].Row, measured.Neurons[n].Trace[0] - (0.01 * set.Neurons[n].Column), 1);
            }
        }

        static (int Row, int Column) StepOf(NeuronSet view) => (((view.ViewId!.Value - 1) / 15) - 7, ((view.ViewId!.Value - 1) % 15) - 7);
    }

    [Fact]
    public void Neuropil_is_taken_off_where_that_is_asked_for()
    {
        // Two neurons on a ground that changes; what one does must not count as the other's surroundings.
        double Sample(long t, int r, int c) => 100 + (10 * t) + (IsIn(r, c, 30, 30) ? 50 + (7 * t * t) : IsIn(r, c, 30, 37) ? 1000 * t : 0);
        using Volume view = ViewMovies.Movie(113, Sample, frames: 5);
        NeuronPopulation population = ViewMovies.Population(2, (30, 30, 0), (30, 37, 0));
        NeuronPopulation whole = Measure([view], population, null);
        NeuronPopulation measured = Measure([view], population, null, Plain(0.7));
        for (int t = 0; t < 5; t++)
        {
            double ground = 100 + (10 * t);
            Assert.Equal(ground + 50 + (7 * t * t), whole.Neurons[0].Trace[t], 1e-3);
            Assert.Equal((0.3 * ground) + 50 + (7 * t * t), measured.Neurons[0].Trace[t], 1e-3);
            Assert.Equal((0.3 * ground) + (1000 * t), measured.Neurons[1].Trace[t], 1e-3);
        }

        Assert.Equal("0.7", measured.History[^1].Parameters["NeuropilCoefficient"]);

        static bool IsIn(int row, int column, int y, int x) => ((row - y) * (row - y)) + ((column - x) * (column - x)) <= 9;
    }

    [Fact]
    public void A_neuron_with_others_all_around_keeps_its_trace()
    {
        using Volume view = ViewMovies.Movie(113, (t, _, _) => 10 + t, height: 30, width: 30);
        (double, double, double)[] places =
            [.. from r in Enumerable.Range(0, 10) from c in Enumerable.Range(0, 10) select ((3.0 * r) + 1, (3.0 * c) + 1, 0.0)];
        NeuronPopulation measured = Measure(
            [view], ViewMovies.Population(2, places), null, Plain(0.7));
        Assert.All(measured.Neurons, n => Assert.Equal([10f, 11f, 12f], n.Trace.ToArray()));
    }

    [Fact]
    public void What_merging_localized_is_found_again()
    {
        (double, double, double)[] places = [(30, 40, 12.5), (20, 60, -25)];
        ViewCalibration calibration = ViewScene.Calibration(ViewScene.Seven);
        NeuronPopulation population = ViewMerging.Run(
            ViewScene.Views(ViewScene.Seven, places, ViewScene.Events0),
            calibration,
            new ViewMergingOptions(),
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
        Assert.Equal(2, population.Count);
        foreach (int id in ViewScene.Seven)
        {
            using Volume view = ViewMovies.Movie(id, ViewMovies.Place, frames: 1);
            NeuronPopulation measured = Measure([view], population, null);
            for (int n = 0; n < 2; n++)
            {
                (double row, double column) = ViewScene.Seen(id, places[n].Item1, places[n].Item2, places[n].Item3);

                // The rim is weighted by an estimate of its cover, which is off by up to a tenth of a pixel between pixel centres.
                Assert.Equal(10 * row, measured.Neurons[n].Trace[0] - (0.01 * column), 1);
            }
        }
    }

    [Fact]
    public void The_trace_is_the_median_over_the_views_and_of_an_even_number_the_mean_of_the_middle_two()
    {
        double[] values = [20, 1, 10, 2, 7];
        int[] ids = [109, 111, 113, 115, 117];
        List<Volume> views = [.. ids.Select((id, i) => ViewMovies.Movie(id, (t, _, _) => values[i] + t))];
        NeuronPopulation population = ViewMovies.Population(2, (30, 40, 10));
        ViewCalibration calibration = ViewScene.Calibration(ids);
        Assert.Equal([7f, 8f, 9f], Measure(views, population, calibration).Neurons[0].Trace.ToArray());
        Assert.Equal([6f, 7f, 8f], Measure(views[..4], population, calibration).Neurons[0].Trace.ToArray());
        views.ForEach(v => v.Dispose());
    }

    [Fact]
    public void A_view_that_does_not_see_a_neuron_has_no_say()
    {
        // At column 78 and this depth the neuron leaves view 117 on the right, and view 109 sees it at 74.
        int[] ids = [109, 113, 117];
        List<Volume> views = [.. ids.Select(id => ViewMovies.Movie(id, (_, _, _) => id))];
        NeuronPopulation population = ViewMovies.Population(2, (30, 78, 37.5), (30, 40, 37.5), (-20, 40, 0));
        RecordingObserver observer = new();
        NeuronPopulation measured = TraceMeasurement.Run(
            views, population, ViewScene.Calibration(ids), Plain(), observer, TestContext.Current.CancellationToken);
        Assert.Equal(111f, measured.Neurons[0].Trace[0]);
        Assert.Equal(113f, measured.Neurons[1].Trace[0]);
        Assert.All(measured.Neurons[2].Trace.ToArray(), sample => Assert.True(float.IsNaN(sample)));
        Assert.True(double.IsNaN(measured.Neurons[2].Snr));
        Assert.Contains(
            "1 of 3 neurons lie outside every view and have no trace: 3", Assert.Single(observer.Warnings), StringComparison.Ordinal);
        views.ForEach(v => v.Dispose());
    }

    [Fact]
    public void A_disc_smaller_than_a_pixel_is_the_nearest_pixel()
    {
        using Volume view = ViewMovies.Movie(113, ViewMovies.Place);
        NeuronPopulation measured = Measure(
            [view],
            ViewMovies.Population(2, (30.4, 39.6, 0)),
            ViewScene.Calibration([113, 114]),
            Plain() with { RadiusUm = 0.001 });
        Assert.Equal((float)ViewMovies.Place(2, 30, 40), measured.Neurons[0].Trace[2]);
    }

    [Theory]
    [InlineData(SampleType.UInt16)]
    [InlineData(SampleType.Float32)]
    public void Long_movies_of_any_type_are_measured_frame_by_frame(SampleType type)
    {
        using Volume view = ViewMovies.Movie(113, (t, _, _) => (t * 37) % 1009, frames: 700, height: 12, width: 14, type: type);
        NeuronPopulation measured = Measure([view], ViewMovies.Population(2, (6, 6, 0)), null);
        Assert.Equal(Enumerable.Range(0, 700).Select(t => (float)(t * 37 % 1009)), measured.Neurons[0].Trace.ToArray());
    }

    [Fact]
    public void No_neuron_gives_no_trace()
    {
        using Volume view = ViewMovies.Movie(113, ViewMovies.Place);
        Assert.Empty(Measure([view], ViewMovies.Population(2), ViewScene.Calibration([113, 114])).Neurons);
    }

    [Fact]
    public void Only_the_rows_around_the_neurons_are_read()
    {
        VolumeInfo info = new() { Name = "counted", FrameCount = 4, Height = 1000, Width = 10, PixelSizeUm = 2 };
        using RowCountingStore store = new(4, 1000, 10);
        using Volume view = new(info, store);
        Measure([view], ViewMovies.Population(2, (100, 5, 0), (110, 5, 0), (800, 5, 0)), null);

        // 5 µm are 2.5 pixels: rows 98 … 112 in one piece, since the gap is small, and 798 … 802. A rim of weight 0 adds no row.
        Assert.Equal(4 * (15 + 5), store.RowsRead);
    }

    [Fact]
    public void Footprints_are_measured_whole_where_the_pixels_are_the_same()
    {
        using Volume view = ViewMovies.Movie(53, ViewMovies.Place);
        Neuron neuron = ViewScene.Neuron(7, (1, 1), [0]) with { Footprint = new Footprint([5, 6, 85, 4000], 80) };
        NeuronSet set = ViewScene.Set(53, [neuron]) with { Height = 64, Width = 80 };
        NeuronSet measured = TraceMeasurement.Run(
            view, set, Plain(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        double mean = new[] { (0, 5), (0, 6), (1, 5), (50, 0) }.Average(p => ViewMovies.Place(2, p.Item1, p.Item2));
        Assert.Equal(mean, Assert.Single(measured.Neurons).Trace[2], 1e-3);
        Assert.Equal(
            (7, 3L, nameof(PipelineStage.MeasureTraces)), (measured.Neurons[0].Id, measured.FrameCount, measured.History[^1].Step));
    }

    [Fact]
    public void Neurons_of_one_view_are_found_again_in_other_pixels()
    {
        using Volume view = ViewMovies.Movie(null, ViewMovies.Place, pixelUm: 4);
        int[] pixels = [(60 * 160) + 80, (60 * 160) + 81, (61 * 160) + 80, (61 * 160) + 81];
        Neuron neuron = ViewScene.Neuron(1, (60.5, 80.5), [0]) with { Footprint = new Footprint(pixels, 160) };
        NeuronSet set = ViewScene.Set(null, [neuron], pixelUm: 2) with { Height = 128, Width = 160 };
        NeuronSet measured = TraceMeasurement.Run(
            view, set, Plain(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(ViewMovies.Place(1, 30, 40), measured.Neurons[0].Trace[1], 1e-3);
    }

    [Fact]
    public void Signal_and_noise_are_told_apart_in_the_new_trace()
    {
        using Volume view = ViewMovies.Movie(113, (t, _, _) => t == 50 ? 100 : t % 2, frames: 101);
        double snr = Measure([view], ViewMovies.Population(2, (30, 40, 0)), null).Neurons[0].Snr;

        // The baseline lies where noise alone would have left its 20th percentile of 0.
        double noise = 1.4826 / Math.Sqrt(2);
        Assert.Equal((100 - (0.8416 * noise)) / noise, snr, 1e-3);
    }

    [Fact]
    public void Published_traces_are_reproduced_exactly_view_by_view_and_fused()
    {
        (List<Volume> views, NeuronPopulation population, ViewCalibration calibration) = Fixture();
        NpyArray perView = SharedMaterial.Npy("reference/fixtures/stage_fast_out_views.npy");
        float[] fused = SharedMaterial.Npy("reference/fixtures/stage_fast_out.npy").ToSingles();
        TraceMeasurementOptions options = new() { Upstream = true };
        int length = perView.Shape[1] * perView.Shape[2];
        for (int v = 0; v < views.Count; v++)
        {
            Assert.Equal(
                perView.ToSingles()[(v * length)..((v + 1) * length)], Flat(Measure([views[v]], population, calibration, options)));
        }

        Assert.Equal(fused, Flat(Measure(views, population, calibration, options)));
        views.ForEach(v => v.Dispose());
    }

    private static (List<Volume> Views, NeuronPopulation Population, ViewCalibration Calibration) Fixture()
    {
        float[] samples = SharedMaterial.Npy("reference/fixtures/stage_fast_in.npy").ToSingles();
        double[] places = SharedMaterial.Npy("reference/fixtures/stage_fast_coords.npy").ToDoubles();
        List<Volume> views = [.. s_fixtureViews.Select((id, v) => ViewMovies.Movie(
            id, (t, y, x) => samples[(((((v * 40) + t) * 128) + y) * 128) + x], 40, 128, 128, null, SampleType.UInt16))];
        NeuronPopulation population = ViewMovies.Population(
            null, [.. Enumerable.Range(0, places.Length / 3).Select(n => (places[3 * n], places[(3 * n) + 1], places[(3 * n) + 2]))]);
        return (views, population, UpstreamCalibration.Load());
    }

    private static void AssertPlaces(
        NeuronPopulation population, ViewCalibration calibration, int view, params (int Row, int Column)[] places)
    {
        using Volume movie = ViewMovies.Movie(view, ViewMovies.Place);
        NeuronPopulation measured = Measure([movie], population, calibration);
        for (int n = 0; n < places.Length; n++)
        {
            for (int t = 0; t < 3; t++)
            {
                Assert.Equal(ViewMovies.Place(t, places[n].Row, places[n].Column), measured.Neurons[n].Trace[t], 1e-3);
            }
        }
    }

    private static float[] Flat(NeuronPopulation population) => [.. population.Neurons.SelectMany(n => n.Trace.ToArray())];

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
}

/// <summary>Samples that are all zero, and a count of the rows that were read.</summary>
internal sealed class RowCountingStore(long planes, int height, int width) : SampleStore(SampleType.Float32, planes, height, width)
{
    private int _rowsRead;

    public int RowsRead => _rowsRead;

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        destination.Clear();
        Interlocked.Add(ref _rowsRead, rowCount);
    }

    protected override void Dispose(bool disposing)
    {
    }
}
