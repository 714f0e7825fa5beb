using DeepWonder3D.Evaluation;
using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Evaluation;

public class NeuronComparerTests
{
    private static readonly ComparisonOptions s_everything = new() { MinimumActivity = 0, EdgePx = 0, MinimumViewCount = 0 };

    [Fact]
    public void A_truth_agrees_with_itself()
    {
        using SimulatedRecording recording = TestScenes.Run(TestScenes.Small());
        NeuronComparison flat = new NeuronComparer(s_everything).Compare(recording.TruthByView[0], recording.TruthByView[0]);
        NeuronComparison overlap =
            new NeuronComparer(s_everything with { MinIoU = 0.5 }).Compare(recording.TruthByView[0], recording.TruthByView[0]);
        NeuronComparison space = new NeuronComparer(s_everything).Compare(recording.Truth, recording.Truth);

        Assert.All([flat, overlap, space], c => Assert.Equal((1.0, 1.0, 1.0, 0.0), (c.Precision, c.Recall, c.F1, c.LateralErrorUm)));
        Assert.All([flat, overlap, space], c => Assert.All(c.Matches, m => Assert.Equal(m.TruthId, m.FoundId)));
        Assert.Equal((1.0, 1.0), (flat.IoU, flat.TraceCorrelation));
        Assert.Equal((0.0, 0.0), (space.DepthErrorUm, space.DepthRmseUm));
        Assert.Equal(113, flat.ViewId);
        Assert.True(double.IsNaN(flat.DepthErrorUm) && double.IsNaN(space.IoU));
    }

    [Fact]
    public void Shifted_missing_and_extra_neurons_are_counted_and_measured()
    {
        NeuronSet truth = Set((20, 20), (20, 40), (60, 20), (60, 60));
        NeuronSet found = Set((20.5, 20), (22, 40), (60, 24), (90, 90));
        NeuronComparison c = new NeuronComparer(s_everything).Compare(found, truth);

        // At 2 µm a pixel the third is 8 µm off and the limit is 6 µm.
        Assert.Equal([(1, 1), (2, 2)], c.Matches.Select(m => (m.TruthId, m.FoundId)));
        Assert.Equal((0.5, 0.5, 0.5), (c.Precision, c.Recall, c.F1));
        Assert.Equal(2.5, c.LateralErrorUm, 9);
        Assert.Equal(1.25, c.LateralErrorPx, 9);
        Assert.Equal(3, new NeuronComparer(s_everything with { MaxDistanceUm = 9 }).Compare(found, truth).MatchCount);
        Assert.Equal(3, new NeuronComparer(s_everything with { MaxDistancePx = 4 }).Compare(found, truth).MatchCount);
    }

    [Fact]
    public void As_many_pairs_as_possible_are_made_even_where_the_nearest_would_block_them()
    {
        NeuronSet truth = Set((20, 20), (20, 24));
        NeuronSet found = Set((20, 21.5), (20, 18));

        Assert.Equal([(1, 2), (2, 1)], new NeuronComparer(s_everything).Compare(found, truth).Matches.Select(m => (m.TruthId, m.FoundId)));
    }

    [Fact]
    public void True_neurons_that_do_not_count_are_neither_missed_nor_wrong()
    {
        NeuronSet truth = Set((50, 50), (3, 50), (50, 80), (70, 20));
        NeuronSet all = truth with
        {
            Neurons =
            [
                truth.Neurons[0],
                truth.Neurons[1],
                truth.Neurons[2] with { Trace = new Trace(new float[20]) },
                truth.Neurons[3] with { Snr = 1.5 },
            ],
        };
        ComparisonOptions options = new() { MinimumSnr = 3 };

        NeuronComparison everything = new NeuronComparer(options).Compare(truth, all);
        NeuronComparison nothing = new NeuronComparer(options).Compare(truth with { Neurons = [] }, all);
        Assert.Equal((1, 1, 3), (everything.TruthCount, everything.FoundCount, everything.IgnoredCount));
        Assert.Equal(1, everything.F1);
        Assert.Equal((1, 0.0), (nothing.TruthCount, nothing.Recall));
        Assert.True(double.IsNaN(nothing.Precision));
    }

    [Fact]
    public void Neurons_of_a_movie_with_smaller_pixels_line_up()
    {
        NeuronSet truth = Set((20, 20), (40, 60));

        // Pixel 0 of the truth covers pixels 0 and 1 of an image twice as fine, so its centre lies at 0.5.
        NeuronSet fine = Set((40.5, 40.5), (80.5, 120.5)) with { Height = 200, Width = 200, PixelSizeUm = 1 };
        NeuronComparison c = new NeuronComparer(s_everything).Compare(fine, truth);

        Assert.Equal((2, 0.0), (c.MatchCount, c.LateralErrorUm));
        Assert.All(c.Matches, m => Assert.True(double.IsNaN(m.IoU)));
        Refusal.Of(ErrorId.ViewsDiffer, () => new NeuronComparer(s_everything with { MinIoU = 0.5 }).Compare(fine, truth));
    }

    [Fact]
    public void Without_a_pixel_size_distances_are_in_pixels_or_refused()
    {
        NeuronSet truth = Set((20, 20)) with { PixelSizeUm = null };
        NeuronSet found = Set((20, 22));

        Refusal.Of(ErrorId.PixelSizeUnknown, () => new NeuronComparer(s_everything).Compare(found, truth));
        NeuronComparison c = new NeuronComparer(s_everything with { MaxDistancePx = 3 }).Compare(found, truth);
        Assert.Equal(2, c.LateralErrorPx, 9);
        Assert.True(double.IsNaN(c.LateralErrorUm));
    }

    [Fact]
    public void Traces_of_another_rate_are_compared_at_common_times()
    {
        float[] fast = [.. Enumerable.Range(0, 300).Select(i => (float)Math.Sin(0.05 * i))];
        float[] slow = [.. Enumerable.Range(0, 100).Select(i => (float)Math.Sin(0.15 * i))];

        Assert.Equal(1, TraceAgreement.Correlation(new Trace(slow), 10, new Trace(fast), 30), 1e-6);
        Assert.Equal(1, TraceAgreement.Correlation(new Trace(fast), 30, new Trace(slow), 10), 2e-3);
        Assert.True(double.IsNaN(TraceAgreement.Correlation(new Trace([]), 10, new Trace(slow), 10)));
        Assert.True(double.IsNaN(TraceAgreement.Correlation(new Trace(new float[100]), 10, new Trace(slow), 10)));
        Refusal.Of(ErrorId.ViewsDiffer, () => TraceAgreement.Correlation(new Trace(slow), null, new Trace(fast), 30));
    }

    [Fact]
    public void Traces_with_gaps_are_compared_where_both_have_values()
    {
        float[] truth = [.. Enumerable.Range(0, 100).Select(i => (float)Math.Sin(0.15 * i))];
        float[] found = [.. truth];
        (found[3], found[40], found[99]) = (float.NaN, float.NaN, float.NaN);

        Assert.Equal(1, TraceAgreement.Correlation(new Trace(truth), 10, new Trace(found), 10), 1e-6);
        Assert.Equal(1, TraceAgreement.Correlation(new Trace(found), 10, new Trace(truth), 10), 1e-6);
        found[50] = 3;
        Assert.True(TraceAgreement.Correlation(new Trace(truth), 10, new Trace(found), 10) < 0.99);
        float[] twice = [.. Enumerable.Range(0, 199).Select(i => (found[i / 2] + found[(i + 1) / 2]) / 2)];
        Assert.Equal(
            TraceAgreement.Correlation(new Trace(truth), 10, new Trace(found), 10),
            TraceAgreement.Correlation(new Trace(truth), 10, new Trace(twice), 20),
            1e-6);
        Assert.True(double.IsNaN(TraceAgreement.Correlation(new Trace([1, float.NaN]), 10, new Trace([float.NaN, 1]), 10)));
    }

    [Fact]
    public void Pieces_of_a_cell_are_counted_and_what_has_no_label_is_neither_right_nor_wrong()
    {
        NeuronSet truth = Set((20, 20), (60, 60));
        NeuronSet found = Set((20, 21), (22, 19), (60, 60), (40, 80), (80, 30));
        NeuronSet unlabelled = Set((41, 80), (61, 60));
        NeuronComparer comparer = new(s_everything with { MaxDistancePx = 6 });
        NeuronComparison plain = comparer.Compare(found, truth);
        Assert.Equal((5, 0, 2, 1), (plain.FoundCount, plain.IgnoredCount, plain.MatchCount, plain.PieceCount));
        NeuronComparison second = comparer.Compare(found, truth, unlabelled);
        Assert.Equal((4, 1, 2, 1), (second.FoundCount, second.IgnoredCount, second.MatchCount, second.PieceCount));
        Refusal.Of(ErrorId.ViewsDiffer, () => comparer.Compare(found, truth, unlabelled with { Height = 50 }));
    }

    [Fact]
    public void In_space_depth_is_measured_and_views_are_demanded()
    {
        NeuronPopulation truth = Population((20, 20, 10, 5), (20, 60, -10, 5), (60, 60, 0, 2));
        NeuronPopulation found = Population((20, 20.5, 13, 5), (20, 60, -14, 5), (60, 60, 1, 5));
        NeuronComparison c = new NeuronComparer(new ComparisonOptions { ViewSize = (100, 100) }).Compare(found, truth);

        // Only two views see the third, so it is neither missed nor wrong.
        Assert.Equal((2, 2, 1, 2), (c.TruthCount, c.FoundCount, c.IgnoredCount, c.MatchCount));
        Assert.Equal(3.5, c.DepthErrorUm, 9);
        Assert.Equal(Math.Sqrt(12.5), c.DepthRmseUm, 9);
        Assert.Equal([3, -4], c.Matches.Select(m => m.DepthErrorUm));
        Assert.Equal(
            1, new NeuronComparer(new ComparisonOptions { MaxDepthErrorUm = 3.5, ViewSize = (100, 100) }).Compare(found, truth).MatchCount);
    }

    [Fact]
    public void Of_two_neurons_above_each_other_each_finds_its_own_depth()
    {
        NeuronPopulation truth = Population((50, 50, -20, 5), (50, 51, 20, 5));
        NeuronPopulation found = Population((50, 50.6, 19, 5), (50, 50.4, -18, 5));

        Assert.Equal([(1, 2), (2, 1)], new NeuronComparer(s_everything).Compare(found, truth).Matches.Select(m => (m.TruthId, m.FoundId)));
    }

    private static NeuronSet Set(params (double Row, double Column)[] places) => new()
    {
        Name = "test",
        Height = 100,
        Width = 100,
        FrameCount = 20,
        FrameRate = 10,
        PixelSizeUm = 2,
        Neurons = [.. places.Select((p, i) => new Neuron
        {
            Id = i + 1,
            Row = p.Row,
            Column = p.Column,
            Footprint = new Footprint([((int)p.Row * 100) + (int)p.Column], 100),
            Trace = Trace(i),
        })],
    };

    private static NeuronPopulation Population(params (double Row, double Column, double Z, int Views)[] places) => new()
    {
        Name = "test",
        FrameCount = 20,
        FrameRate = 10,
        PixelSizeUm = 2,
        Neurons = [.. places.Select((p, i) => new LocalizedNeuron
        {
            Id = i + 1,
            XUm = 2 * p.Column,
            YUm = 2 * p.Row,
            ZUm = p.Z,
            Row = p.Row,
            Column = p.Column,
            Trace = Trace(i),
            Detections = [.. Enumerable.Range(0, p.Views).Select(v => new Detection(110 + v, i + 1, p.Row, p.Column))],
        })],
    };

    private static Trace Trace(int seed) => new([.. Enumerable.Range(0, 20).Select(t => t == seed + 3 ? 2f : 0f)]);
}
