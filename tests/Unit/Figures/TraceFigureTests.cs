using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

public class TraceFigureTests
{
    private static readonly Footprint s_pixel = new([5], 10);

    public TraceFigureTests() => TestFigures.DemandDrawing();

    [Fact]
    public void A_trace_is_scaled_to_its_noise_so_that_its_peak_is_its_signal_to_noise_ratio()
    {
        Random random = new(2);
        float[] trace = [.. Enumerable.Range(0, 20_000).Select(_ => (float)(500 + (3 * Normal(random))))];
        trace[777] = 500 + (3 * 25);
        float[] scaled = TraceScaling.Scale(trace);
        Assert.Equal(25, scaled[777], 0.8);
        Assert.Equal(1, Math.Sqrt(scaled.Where((_, i) => i != 777).Average(v => v * v)), 0.03);
    }

    [Fact]
    public void Missing_samples_stay_missing_and_a_constant_trace_is_zero()
    {
        float[] scaled = TraceScaling.Scale([1, float.NaN, 3, 2, float.PositiveInfinity, 5, 1, 2]);
        Assert.Equal([1, 4], Enumerable.Range(0, 8).Where(i => float.IsNaN(scaled[i])));
        Assert.Equal([0, 0, 0], TraceScaling.Scale([7, 7, 7]));
        Assert.All(TraceScaling.Scale([float.NaN, float.NaN]), v => Assert.True(float.IsNaN(v)));
        Assert.Empty(TraceScaling.Scale([]));
    }

    [Fact]
    public void The_highest_scaled_sample_is_the_peak_above_the_median_in_units_of_the_noise()
    {
        float[] mostlyConstant = [0, 0, 0, 0, 0, 0, 0, 10];
        float[] active = TestFigures.Activity(new Random(8), 300);
        Assert.Equal(10 / TraceQuality.NoiseOf(mostlyConstant), TraceScaling.Scale(mostlyConstant).Max(), 1e-5);
        float median = active.Order().Skip(149).Take(2).Average();
        Assert.Equal((active.Max() - median) / TraceQuality.NoiseOf(active), TraceScaling.Scale(active).Max(), 1e-4);
    }

    [Fact]
    public void The_best_neurons_come_first_and_unrated_ones_last()
    {
        LabelledTrace Of(int id, double snr) => new(id, snr, new Trace([]), SKColors.Black);
        IReadOnlyList<LabelledTrace> best = LabelledTrace.Best([Of(1, 3), Of(2, double.NaN), Of(3, 9), Of(4, 3)], 4);
        Assert.Equal([3, 1, 4, 2], best.Select(t => t.Id));
        Assert.Equal([3, 1], LabelledTrace.Best(best, 2).Select(t => t.Id));
    }

    [Fact]
    public void A_single_bright_frame_of_a_long_recording_is_drawn_where_it_happened()
    {
        const int Frames = 500_000;
        const int Flash = 400_000;
        Random random = new(4);
        float[] trace = [.. Enumerable.Range(0, Frames).Select(_ => random.NextSingle())];
        trace[Flash] = 100;
        Figure figure = TraceFigure.Of(
            TestFigures.Set(10, 10, [TestFigures.Neuron(1, s_pixel, trace)], frames: Frames), FigureOptions.Default);
        Picture picture = TestFigures.Picture(figure);
        (int left, int right) = Axis(figure);
        int top = Enumerable.Range(0, picture.Height).First(y => picture.IsColouredIn(left, y, right, y + 1));
        int column = Enumerable.Range(left, right - left).First(x => TestFigures.IsColoured(picture[x, top]));
        Assert.Equal(left + ((right - left) * 0.8), column, 2.0);
    }

    [Fact]
    public void A_trace_without_samples_leaves_its_row_empty()
    {
        float[] nothing = [.. Enumerable.Repeat(float.NaN, 100)];
        Figure figure = TraceFigure.Of(TestFigures.Set(10, 10, [TestFigures.Neuron(1, s_pixel, nothing)]), FigureOptions.Default);
        Picture picture = TestFigures.Picture(figure);
        (int left, int right) = Axis(figure);
        Assert.False(picture.IsColouredIn(left, 0, right, picture.Height));
        Assert.True(picture.IsColouredIn(0, 0, left, picture.Height));
    }

    [Fact]
    public void Traces_have_the_colours_of_their_outlines()
    {
        Random random = new(9);
        NeuronSet neurons = TestFigures.Set(
            10, 10, [.. Enumerable.Range(1, 5).Select(i => TestFigures.Neuron(i, s_pixel, TestFigures.Activity(random, 100), i))]);
        Picture picture = TestFigures.Picture(TraceFigure.Of(neurons, FigureOptions.Default));
        HashSet<SKColor> colours = [.. picture.Pixels];
        Assert.All(neurons.Neurons, n => Assert.Contains(FigureColours.OfNeuron(n.Id), colours));
    }

    [Fact]
    public void Peaks_and_dips_stay_inside_the_stack()
    {
        float[] dip = [0, 0.5f, 0, 0.5f, -80, 0, 0.5f, 0, 0.5f];
        float[] peak = [0, 0.5f, 0, 0.5f, 40, 0, 0.5f, 0, 0.5f];
        foreach (float[][] traces in new float[][][] { [dip], [peak], [peak, dip], [dip, peak], [peak, peak, peak, dip], [] })
        {
            TraceStack stack = new(traces);
            for (int i = 0; i < traces.Length; i++)
            {
                double baseline = stack.HeadRows + i;
                Assert.True(baseline - (traces[i].Max() * stack.RowsPerNoise) >= -1e-9);
                Assert.True(baseline - (traces[i].Min() * stack.RowsPerNoise) <= stack.Rows + 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(0, 100, 10.0)]
    [InlineData(1, 1, null)]
    [InlineData(60, 100, 0.001)]
    public void Few_frames_no_neurons_and_unknown_rates_are_drawn(int count, int frames, double? rate)
    {
        NeuronSet neurons = TestFigures.Set(
            10, 10, [.. Enumerable.Range(1, count)
                .Select(i => TestFigures.Neuron(i, s_pixel, new float[frames], i))], rate: rate, frames: frames);
        Figure figure = TraceFigure.Of(neurons, new FigureOptions { Width = 900 });
        byte[] bytes = TestFigures.Bytes(figure);
        Picture picture = new(bytes);
        Assert.Equal((900, figure.Height), (picture.Width, picture.Height));
        Assert.Equal(bytes, TestFigures.Bytes(TraceFigure.Of(neurons, new FigureOptions { Width = 900 })));
    }

    [Fact]
    public void Extremes_come_in_the_order_of_time()
    {
        Assert.True(TraceLine.Extremes([3, float.NaN, 9, 1, 4], out (float First, float Last) falling));
        Assert.Equal((9, 1), falling);
        Assert.True(TraceLine.Extremes([3, 1, 9, 4], out (float First, float Last) rising));
        Assert.Equal((1, 9), rising);
        Assert.False(TraceLine.Extremes([float.NaN], out _));
    }

    /// <summary>The ends of the time axis: the only long dark horizontal line.</summary>
    private static (int Left, int Right) Axis(Figure figure)
    {
        Picture picture = TestFigures.Picture(figure);
        for (int y = picture.Height - 1; y >= 0; y--)
        {
            int[] dark = [.. Enumerable.Range(0, picture.Width).Where(x => picture[x, y].Red < 60)];
            if (dark.Length > picture.Width / 2)
            {
                return (dark[0] + 1, dark[^1]);
            }
        }

        throw new InvalidOperationException("The figure has no axis.");
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
