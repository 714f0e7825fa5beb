using DeepWonder3D.Tests.Views;

namespace DeepWonder3D.Tests.Neurons;

public class NeuronExtractionTests
{
    private static readonly NeuronFindingOptions s_upstream = new() { Preset = Preset.Upstream };

    [Fact]
    public void A_neuron_has_its_pixels_centroid_score_and_mean_trace()
    {
        NeuronScene scene = NeuronScene.Discs(frames: 25, (30, 40));
        Neuron neuron = Assert.Single(Run(scene).Neurons);
        int[] pixels = [.. Enumerable.Range(0, 63 * 64).Where(p => scene.Scores[p] > 0.3f)];
        Assert.Equal(pixels, neuron.Footprint.Pixels.ToArray());
        Assert.Equal(1, neuron.Id);
        Assert.Equal(30, neuron.Row, 1e-12);
        Assert.Equal(40, neuron.Column, 1e-12);
        Assert.Equal(scene.Scores.Max(), neuron.Score);
        Assert.Equal(pixels.Length, neuron.AreaPx);
        Assert.InRange(neuron.Roundness, 0.8, 1.1);
        for (int t = 0; t < 25; t++)
        {
            Assert.Equal(pixels.Average(p => scene.Movie[(t * 64 * 64) + p]), neuron.Trace[t], 1e-3);
        }
    }

    [Fact]
    public void What_cannot_be_told_from_noise_is_left_out_whether_or_not_finds_are_judged()
    {
        NeuronScene scene = NeuronScene.Discs(frames: 25, (30, 40));
        using Volume scores = scene.ScoreVolume();
        using Volume movie = scene.MovieVolume();
        RecordingObserver observer = new();
        int Found(double minSnr) => NeuronFinding.Run(
            scores,
            movie,
            new NeuronFindingOptions(),
            new TraceOptions { Source = TraceSource.Recording, MinSnr = minSnr },
            observer,
            TestContext.Current.CancellationToken).Count;
        Assert.Equal(1, Found(0));
        Assert.DoesNotContain(observer.Warnings, w => w.Contains("No neuron was found", StringComparison.Ordinal));
        Assert.Equal(0, Found(1e6));
        Assert.Contains(
            observer.Warnings, w => w.Contains("can be told from the recording's noise (-MinSnr)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_set_carries_what_is_known_of_the_movie()
    {
        NeuronScene scene = NeuronScene.Discs(25, (30, 40));
        NeuronSet set = Run(scene);
        Assert.Equal(
            ("movie", 64, 64, 25L, 10.0, 2.0),
            (set.Name, set.Height, set.Width, set.FrameCount, set.FrameRate!.Value, set.PixelSizeUm!.Value));
        HistoryStep step = set.History[^1];
        Assert.Equal(nameof(PipelineStage.FindNeurons), step.Step);
        Assert.Equal("0.8", step.Parameters["MinRoundness"]);
        Assert.Equal("Default", step.Parameters["Preset"]);
        Assert.Equal(2, set.History.Count);
    }

    [Fact]
    public void The_published_program_drops_the_first_pixel()
    {
        NeuronScene scene = NeuronScene.Discs(25, (30, 40));
        int[] all = Run(scene).Neurons[0].Footprint.Pixels.ToArray();
        Assert.Equal(all[1..], Run(scene, s_upstream).Neurons[0].Footprint.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(4.5, false)]
    public void Small_holes_are_filled_and_large_ones_refused(double holeRadius, bool found)
    {
        NeuronScene scene = NeuronScene.Discs(25);
        scene.Draw(scene.Scores, 0, 32, 32, 8, 0, 1);
        scene.Draw(scene.Movie, 3, 32, 32, 8, 0, 1);
        for (int i = 0; i < scene.Scores.Length; i++)
        {
            double away = Math.Sqrt(Math.Pow((i / 64) - 32, 2) + Math.Pow((i % 64) - 32, 2));
            scene.Scores[i] = away <= holeRadius ? 0 : scene.Scores[i];
        }

        NeuronSet set = Run(scene);
        Assert.Equal(found ? 1 : 0, set.Count);
        Assert.Equal(found, set.Neurons.Any(n => n.Footprint.Contains(32, 32)));
        Assert.Empty(Run(scene, s_upstream).Neurons);
    }

    [Fact]
    public void A_constant_added_to_the_scores_and_their_scale_change_nothing()
    {
        NeuronScene scene = NeuronScene.Random(8, 4, 40, 90, 90, 20);
        NeuronScene shifted = NeuronScene.Random(8, 4, 40, 90, 90, 20);
        for (int i = 0; i < scene.Scores.Length; i++)
        {
            // Whole numbers below 2²³, so that neither operation rounds.
            scene.Scores[i] = MathF.Round(scene.Scores[i] * 1024);
            shifted.Scores[i] = (scene.Scores[i] * 4) - 70_000;
        }

        AssertSame(Run(scene), Run(shifted), pixel => pixel);
    }

    [Fact]
    public void A_transposed_field_has_the_transposed_neurons()
    {
        // Farther apart than neighbours, so that the order of detections inside a window cannot matter.
        NeuronScene scene = new(3, 30, 96, 64);
        NeuronScene transposed = new(3, 30, 64, 96);
        Random random = new(6);
        foreach ((int row, int column) in new[] { (20, 20), (20, 45), (50, 30), (78, 18), (75, 48) })
        {
            double radius = 4 + random.NextDouble();
            for (int w = 0; w < 3; w++)
            {
                scene.Draw(scene.Scores, w, row, column + (0.4 * w), radius + (0.5 * w), 0, 1);
            }

            for (int t = 0; t < 30; t++)
            {
                scene.Draw(scene.Movie, t, row, column, radius, 0, random.Next(100));
            }
        }

        Transpose(scene.Scores, transposed.Scores, 96, 64);
        Transpose(scene.Movie, transposed.Movie, 96, 64);
        NeuronSet expected = Run(scene);
        Assert.Equal(5, expected.Count);
        AssertSame(expected, Run(transposed), pixel => ((pixel % 64) * 96) + (pixel / 64));
    }

    [Fact]
    public void More_than_a_thousand_neurons_are_found_and_numbered_in_raster_order()
    {
        const int Side = 33;
        const int Spacing = 13;
        NeuronScene scene = new(1, 40, (Side + 2) * Spacing, (Side + 2) * Spacing);
        Random random = new(7);
        for (int n = 0; n < Side * Side; n++)
        {
            int row = ((n / Side) + 1) * Spacing;
            int column = ((n % Side) + 1) * Spacing;
            scene.Draw(scene.Scores, 0, row, column, 4.5, 0, 1);
            for (int t = 0; t < scene.Frames; t++)
            {
                scene.Draw(scene.Movie, t, row, column, 4.5, 0, random.Next(1000));
            }
        }

        foreach (NeuronFindingOptions options in new[] { new NeuronFindingOptions(), s_upstream })
        {
            NeuronSet set = Run(scene, options);
            Assert.Equal(Side * Side, set.Count);
            Assert.Equal(Enumerable.Range(1, Side * Side), set.Neurons.Select(n => n.Id));
        }

        Assert.Equal(
            Enumerable.Range(0, Side * Side).Select(n => (((n / Side) + 1) * Spacing, ((n % Side) + 1) * Spacing)),
            Run(scene).Neurons.Select(n => ((int)Math.Round(n.Row), (int)Math.Round(n.Column))));
    }

    [Fact]
    public void A_constant_window_is_skipped_with_a_warning()
    {
        NeuronScene one = NeuronScene.Discs(25, (30, 40));
        NeuronScene two = new(3, 25, 64, 64);
        one.Scores.CopyTo(two.Scores, 64 * 64);
        one.Movie.CopyTo(two.Movie, 0);
        RecordingObserver observer = new();
        AssertSame(Run(one), Run(two, observer: observer), pixel => pixel);
        Assert.Contains("2 of 3 windows", Assert.Single(observer.Warnings));
    }

    [Fact]
    public void A_constant_window_costs_the_published_program_all_neurons()
    {
        NeuronScene one = NeuronScene.Discs(25, (30, 40));
        NeuronScene two = new(2, 25, 64, 64);
        one.Scores.CopyTo(two.Scores, 0);
        one.Movie.CopyTo(two.Movie, 0);
        RecordingObserver observer = new();
        Assert.Empty(Run(two, s_upstream, observer).Neurons);
        Assert.Single(observer.Warnings);
    }

    [Fact]
    public void No_neurons_are_an_empty_set()
    {
        Assert.Empty(Run(NeuronScene.Discs(25)).Neurons);
        NeuronScene specks = NeuronScene.Discs(25);
        specks.Draw(specks.Scores, 0, 30, 30, 2, 0, 1);
        specks.Draw(specks.Scores, 0, 50, 50, 3, 0, 1);
        Assert.Empty(Run(specks).Neurons);
        Assert.Empty(Run(specks, s_upstream).Neurons);
    }

    [Fact]
    public void Neurons_near_an_edge_are_left_out()
    {
        NeuronScene scene = NeuronScene.Discs(25, (10, 32), (32, 11), (33, 54), (53, 30));
        Assert.Equal([(32, 11), (53, 30)], Run(scene).Neurons.Select(n => ((int)Math.Round(n.Row), (int)Math.Round(n.Column))));
        Assert.Equal(4, Run(scene, new NeuronFindingOptions { EdgePx = 0 }).Count);
    }

    [Fact]
    public void A_neuron_cut_by_the_edge_is_measured_like_any_other()
    {
        NeuronScene scene = NeuronScene.Discs(25, (3, 32), (32, 61));
        Assert.Equal(2, Run(scene, new NeuronFindingOptions { EdgePx = 0, MinRoundness = 0.5 }).Count);
    }

    [Fact]
    public void What_never_changes_is_no_neuron()
    {
        NeuronScene scene = NeuronScene.Discs(25, (20, 20), (45, 45));
        for (int t = 0; t < 25; t++)
        {
            scene.Movie.AsSpan(t * 64 * 64, 32 * 64).Fill(7);
        }

        Assert.Equal(45, Assert.Single(Run(scene).Neurons).Row, 1e-9);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        NeuronScene scene = NeuronScene.Random(21, 5, 70, 100, 90, 25);
        NeuronSet first = Run(scene);
        NeuronSet second = Run(scene);
        Assert.Equal(
            first.Neurons.Select(n => (n.Row, n.Column, n.Score, n.Snr)), second.Neurons.Select(n => (n.Row, n.Column, n.Score, n.Snr)));
        Assert.Equal(first.Neurons.SelectMany(n => n.Trace.ToArray()), second.Neurons.SelectMany(n => n.Trace.ToArray()));
    }

    [Fact]
    public void Pixels_that_two_neurons_share_are_exclusive_to_neither()
    {
        Trace trace = new([1, 2]);
        NeuronSet set = new()
        {
            Name = "three",
            Height = 2,
            Width = 5,
            FrameCount = 2,
            Neurons = [.. new int[][] { [0, 1, 2, 7], [2, 3], [3] }.Select((pixels, i) => new Neuron
            {
                Id = i + 1, Row = 0, Column = 0, Footprint = new Footprint(pixels, 5), Trace = trace,
            })],
        };
        Assert.Equal([[0, 1, 7], [], []], set.ExclusivePixels().Select(f => f.Pixels.ToArray()));
    }

    private static NeuronSet Run(NeuronScene scene, NeuronFindingOptions? options = null, IStageObserver? observer = null)
    {
        using Volume scores = scene.ScoreVolume();
        using Volume movie = scene.MovieVolume();
        return NeuronFinding.Run(
            scores,
            movie,
            options ?? new NeuronFindingOptions(),
            new TraceOptions { Source = TraceSource.Input },
            observer ?? SilentObserver.Instance,
            TestContext.Current.CancellationToken);
    }

    private static void Transpose(float[] planes, float[] transposed, int height, int width)
    {
        for (int i = 0; i < planes.Length; i++)
        {
            int pixel = i % (height * width);
            transposed[i - pixel + ((pixel % width) * height) + (pixel / width)] = planes[i];
        }
    }

    private static void AssertSame(NeuronSet expected, NeuronSet actual, Func<int, int> place)
    {
        Assert.NotEmpty(expected.Neurons);
        Dictionary<string, Neuron> byPixels = actual.Neurons.ToDictionary(n => string.Join(' ', n.Footprint.Pixels.ToArray()));
        Assert.Equal(expected.Count, actual.Count);
        foreach (Neuron neuron in expected.Neurons)
        {
            Neuron same = byPixels[string.Join(' ', neuron.Footprint.Pixels.ToArray().Select(place).Order())];
            Assert.Equal(neuron.Roundness, same.Roundness, 1e-12);
            Assert.Equal(neuron.Trace.ToArray(), same.Trace.ToArray());
        }
    }
}
