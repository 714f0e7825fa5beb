using DeepWonder3D.Activity;
using DeepWonder3D.Volumes;
using DeepWonder3D.Neurons.Judging;
using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Neurons.Judging;

/// <summary>
/// What lights up with a find says whether it is a cell's body: in made movies, whatever the pixels, and in simulated ones.
/// </summary>
public sealed class CellJudgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(6, 1, 10)]
    [InlineData(10, 1, 30)]
    [InlineData(18, 1, 4)]
    [InlineData(28, 1, 7)]
    [InlineData(12, 2, 10)]
    [InlineData(12, 0.5, 10)]
    public void A_soma_is_told_from_a_process_and_from_light_out_of_focus(double diameter, double aspect, double rate)
    {
        using Scene scene = new(diameter, aspect, rate);
        CellEvidence[] judged = CellJudge.Run(scene.Movie, scene.Finds, diameter, rate, Token).Finds;
        string said = string.Join("; ", judged.Select(j => $"{j.Probability:0.000} {j.Shape}"));
        Assert.True(judged[0].Probability > 0.7, said);
        Assert.True(judged[1].Probability < 0.3, said);
        Assert.True(judged[2].Probability < 0.3, said);
        Assert.InRange(judged[0].Shape!.Value.Width, 0.8, 1.25);
        Assert.InRange(judged[1].Shape!.Value.Length / judged[1].Shape!.Value.Width, 2, 12);
    }

    [Fact]
    public void What_is_always_there_or_drifts_is_not_in_the_picture()
    {
        float[] trace = [.. Enumerable.Range(0, 400).Select(t => (t % 97) < 6 ? 9f : (t % 3) - 1)];
        trace[40] = float.NaN;
        float[] weights = ActiveFrames.WeightsOf(trace, 10);
        Assert.Equal(1, weights.Sum(w => (double)w * w), 1e-5);
        Assert.Equal(0, weights[40]);
        double always = weights.Sum(w => (double)w);
        double drifts = weights.Select((w, t) => w * (t - 200.0) / 200).Sum();
        double seen = weights.Select((w, t) => w * (t % 97 < 6 ? 1.0 : 0)).Sum();
        Assert.True(Math.Abs(always) < 0.1 * seen && Math.Abs(drifts) < 0.1 * seen, $"{always} {drifts} {seen}");
        Assert.All(ActiveFrames.WeightsOf(new float[50], 10), w => Assert.Equal(0, w));
        Assert.All(ActiveFrames.WeightsOf([.. Enumerable.Repeat(float.NaN, 50)], 10), w => Assert.Equal(0, w));
    }

    [Fact]
    public void Cells_of_a_recording_that_are_all_small_are_somata()
    {
        Assert.True(CellJudge.ProbabilityOf(0.4, 0.42) > 0.9);
        Assert.True(CellJudge.ProbabilityOf(0.4, null) < 0.3);
        Assert.True(CellJudge.ProbabilityOf(2, 2.1) > 0.9);
        Assert.True(CellJudge.ProbabilityOf(2, 1.1) < 0.1);

        // And it is said, since they may be no cells, or models see them at another scale than they were made for.
        Assert.Equal(0.44, new CellVerdict([], 0.4).OtherDiameter!.Value, 0.01);
        Assert.Equal(2.22, new CellVerdict([], 2).OtherDiameter!.Value, 0.01);
        Assert.Null(new CellVerdict([], 0.7).OtherDiameter);
        Assert.Null(new CellVerdict([], 1.2).OtherDiameter);
        Assert.Null(new CellVerdict([], null).OtherDiameter);
    }

    [Fact]
    public void Finds_say_how_probable_they_are_and_a_limit_of_zero_keeps_more()
    {
        using Volume recording = TestScenes.Run(SimulationPresets.Of(SimulationPreset.Hard, 6101) with
        {
            ViewIds = [],
            FrameCount = 200,
            KeepClean = false,
            KeepBackgroundFree = false,
        }).Views[0];
        using Volume denoised = Denoising.Run(recording, With("denoise"), null, Token);
        using Volume free = BackgroundRemoval.Run(denoised, With("background-2um"), null, Token);
        NeuronSet Find(NeuronFindingOptions options) =>
            NeuronFinding.Run(free, options with { Network = With("segment-2um") }, new TraceOptions(), null, Token);
        NeuronSet usual = Find(new());
        NeuronSet all = Find(new() { MinProbability = 0 });
        NeuronSet kinds = Find(new() { Include = [NeuronKind.Process, NeuronKind.Unsure] });
        NeuronSet published = Find(new() { Preset = Preset.Upstream });
        Assert.NotEmpty(usual.Neurons);
        Assert.All(usual.Neurons, n => Assert.InRange(n.Probability, 0.5, 1));
        Assert.All(usual.Neurons, n => Assert.True(n.WidthPx <= n.LengthPx && n.Kind is NeuronKind.Soma or NeuronKind.Unsure));
        Assert.Equal(all.Neurons.Select(n => (n.Row, n.Probability)), kinds.Neurons.Select(n => (n.Row, n.Probability)));
        Assert.Equal(usual.Neurons.Select(n => n.Row), all.Neurons.Where(n => n.Probability >= 0.5).Select(n => n.Row));
        Assert.All(published.Neurons, n => Assert.Equal(NeuronKind.Unknown, n.Kind));
    }

    private static NetworkOptions With(string model) =>
        new() { Model = Path.Combine(SharedMaterial.Root, "module", "models", model + ".onnx") };

    /// <summary>A disc, a line and a wide spot that are active now and then, in noise, on a picture and a drift.</summary>
    private sealed class Scene : IDisposable
    {
        private const int Frames = 300;

        public Scene(double diameter, double aspect, double rate)
        {
            int side = (int)Math.Ceiling(5 * diameter);
            int height = (int)Math.Ceiling(side / aspect);
            int width = 3 * side;
            Random random = new(7);
            Func<double, double, double>[] shapes =
            [
                (y, x) => 1 / (1 + Math.Exp((Math.Sqrt((y * y) + (x * x)) - (diameter / 2)) / (0.04 * diameter))),
                (y, x) => Math.Abs((0.6 * y) + (0.8 * x)) < 0.9 * diameter
                    ? Math.Exp(-Math.Pow((0.8 * y) - (0.6 * x), 2) / (2 * Math.Pow(0.1 * diameter, 2))) : 0,
                (y, x) => Math.Exp(-((y * y) + (x * x)) / (2 * diameter * diameter)),
            ];
            float[][] traces = [.. shapes.Select(_ => new float[Frames])];
            foreach (float[] trace in traces)
            {
                for (int k = 0; k < 6; k++)
                {
                    int onset = random.Next(5, Frames - 30);
                    for (int t = onset; t < Math.Min(Frames, onset + (4 * rate)); t++)
                    {
                        trace[t] += (float)(80 * Math.Exp(-(t - onset) / rate));
                    }
                }
            }

            Movie = TestVolumes.Create(
                Frames,
                height,
                width,
                (t, y, x) =>
                {
                    int which = Math.Min(2, x / side);
                    (double row, double column) = ((y - ((height - 1) / 2.0)) * aspect, x - (which * side) - ((side - 1) / 2.0));
                    double light = 200 + (30 * Math.Sin((y + x) / 5.0)) + (0.2 * t) + (shapes[which](row, column) * traces[which][t]);
                    return (float)(light + (4 * ((2 * random.NextDouble()) - 1)));
                });
            Movie = new Volume(Movie.Info with { PixelAspect = aspect, FrameRate = rate }, Movie.Store);
            Finds = [.. traces.Select((trace, i) => new CellFind(
                (height - 1) / 2.0,
                (i * side) + ((side - 1) / 2.0),
                new Trace([.. trace.Select(v => v + (float)random.NextDouble())]),
                2))];
        }

        public Volume Movie { get; }

        public CellFind[] Finds { get; }

        public void Dispose() => Movie.Dispose();
    }
}
