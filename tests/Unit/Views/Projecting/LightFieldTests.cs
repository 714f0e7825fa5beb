using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Views.LightField;

namespace DeepWonder3D.Tests.Views.Projecting;

public sealed class LightFieldTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int Lenslets = 40;
    private const double ShiftPerStep = 0.25;

    // A grid that is neither whole pixels nor straight.
    private static readonly LensletGrid s_turned = LensletGrid.Square(11.07, 0.6, (9.3, 12.1));

    [Fact]
    public void Views_of_a_straight_grid_are_the_pixels_under_the_lenslets()
    {
        // Every pixel says which lenslet it lies under and where.
        using Volume raw = Of(15 * 6, 15 * 7, (_, r, c) => (1000 * (r / 15)) + (100 * (c / 15)) + (15 * (r % 15) / 10.0) + (c % 15 / 10.0));
        IReadOnlyList<Volume> views = Run(raw, LensletGrid.Square(15, 0), new LightFieldOptions());
        Assert.Equal(81, views.Count);
        Assert.Equal([38, 113, 188], new[] { views[0], views[40], views[80] }.Select(v => v.ViewId!.Value));
        foreach (Volume view in views)
        {
            Assert.Equal((6, 7, "raw_view_" + view.ViewId, 30.0), (view.Height, view.Width, view.Name, view.PixelSizeUm));
            float[,] plane = view.GetPlane(0);
            Assert.Equal(3000 + 200 + ((view.ViewId!.Value - 1) / 10.0), plane[3, 2], 1e-3);
            view.Dispose();
        }
    }

    [Fact]
    public void A_white_image_tells_pitch_and_rotation()
    {
        Random random = new(1);
        foreach (LensletGrid grid in new[] { s_turned, LensletGrid.Square(15, 0), LensletGrid.Square(8.9, -0.8, (3, 5)) })
        {
            using Volume white = White(grid, random);
            LensletGrid found = WhiteImage.GridOf(white);
            Assert.Equal(grid.PitchPx, found.PitchPx, 0.01);
            Assert.Equal(grid.RotationDegrees, found.RotationDegrees, 0.02);

            // The found grid counts lenslets from another one: its centres are those of the true one all the same.
            (double row, double column) = grid.At(10, 12);
            double nearest = Enumerable.Range(-60, 120).SelectMany(i => Enumerable.Range(-60, 120).Select(j => found.At(i, j)))
                .Min(p => Math.Abs(p.Row - row) + Math.Abs(p.Column - column));
            Assert.InRange(nearest, 0, 0.1);
        }
    }

    [Fact]
    public void A_simulated_light_field_gives_neurons_in_space()
    {
        // Two neurons of other depths, whose images move by so many lenslets a step, blinking in turn.
        (double Row, double Column, double Depth)[] places = [(12.3, 14.8, 1.2), (26.1, 24.4, -1.6)];
        using Volume white = White(s_turned, new Random(3));
        using Volume raw = Of(Lenslets * 11, Lenslets * 11, (t, r, c) => LightAt(s_turned, r, c, (i, j, rowSteps, columnSteps) =>
            places.Select((p, n) => (n == t % 2 ? 3 : 1) * Spot(
                i - p.Row - (ShiftPerStep * p.Depth * rowSteps), j - p.Column - (ShiftPerStep * p.Depth * columnSteps)))
                .Sum()), frames: 12);
        LensletGrid grid = WhiteImage.GridOf(white);
        (int firstRow, _, int firstColumn, _) = grid.Inside(raw.Height, raw.Width);
        List<NeuronSet> sets = [];
        foreach (Volume view in Run(raw, grid, new LightFieldOptions { ViewsAlongSide = 11, UsedRadius = 4 }))
        {
            Neuron[] neurons = [.. new long[] { 0, 1 }.Select(n => NeuronIn(view, (int)n))];
            sets.Add(ViewScene.Set(view.ViewId, neurons, pixelUm: 1));
            view.Dispose();
        }

        NeuronPopulation population = ViewMerging.Run(
            sets,
            Calibration(),
            new ViewMergingOptions { MaxResidualUm = 1.5 },
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);
        Assert.Equal(2, population.Count);
        Assert.All(population.Neurons, n => Assert.Equal(sets.Count, n.ViewCount));
        Assert.Equal(places.Select(p => p.Depth), population.Neurons.Select(n => n.ZUm), new NearNumbers(0.05));
        Assert.Equal(places[1].Row - places[0].Row, population.Neurons[1].Row - population.Neurons[0].Row, 0.05);
        Assert.Equal(places[1].Column - places[0].Column, population.Neurons[1].Column - population.Neurons[0].Column, 0.05);
        Assert.True(firstRow <= 0 && firstColumn <= 0);
    }

    [Fact]
    public void What_is_no_light_field_is_refused_each_in_its_own_words()
    {
        Random random = new(7);
        using Volume noise = Of(120, 120, (_, _, _) => random.NextDouble());
        using Volume small = Of(9, 9, (_, _, _) => 1);
        Refusal.Of(ErrorId.LensletGridUnclear, () => WhiteImage.GridOf(noise));
        CheckRefused(ErrorId.LightFieldTooSmall, small, new LightFieldOptions());
        CheckRefused(ErrorId.ParameterInvalid, noise, new LightFieldOptions { ViewsAlongSide = 14 });
        CheckRefused(ErrorId.ParameterInvalid, noise, new LightFieldOptions { ViewIds = [226] });
        CheckRefused(ErrorId.ViewIdRepeated, noise, new LightFieldOptions { ViewIds = [113, 113] });
    }

    [Fact]
    public void The_command_takes_a_pitch_or_a_white_image()
    {
        using Volume raw = Of(15 * 4, 15 * 4, (_, _, _) => 1);
        using Volume white = White(LensletGrid.Square(15, 0), new Random(1));
        InvocationResult result = module.Invoke("$args[0] | ConvertTo-View -LensletPitchPx 15 -ViewId 113, 38", raw);
        Assert.Empty(result.Errors);
        Assert.Equal([113, 38], result.OutputOf<Volume>().Select(v => v.ViewId));
        Assert.Equal(81, module.Invoke("ConvertTo-View -InputObject $args[0] -WhiteImage $args[0]", white).OutputOf<Volume>().Count);
        ErrorRecord error = Assert.Single(module.Invoke("$args[0] | ConvertTo-View -WhiteImage $args[0]", raw).Errors);
        Assert.StartsWith("LensletGridUnclear,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Volume> Run(Volume raw, LensletGrid grid, LightFieldOptions options) =>
        SubApertureViews.Run(raw, grid, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static void CheckRefused(ErrorId id, Volume raw, LightFieldOptions options) =>
        Refusal.Of(id, () => Run(raw, LensletGrid.Square(15, 0), options));

    /// <summary>Slopes as the simulated light field has them, one pixel and one unit of depth being 1 µm.</summary>
    private static ViewCalibration Calibration()
    {
        LightFieldOptions options = new() { ViewsAlongSide = 11, UsedRadius = 4 };
        int[] ids = options.Ids();
        return new ViewCalibration(
            from s in ids
            from t in ids
            where s < t
            let a = options.StepsOf(s)
            let b = options.StepsOf(t)
            select new ViewPair(s, t, ShiftPerStep * (a.Row - b.Row), 0, ShiftPerStep * (a.Column - b.Column), 0),
            centreView: 61,
            pixelSizeUm: 1);
    }

    private static Neuron NeuronIn(Volume view, int n)
    {
        // In frame n the neuron n is three times as bright as the other.
        SpotFinder finder = new(view.Height, view.Width);
        view.ReadPlane(n, 0, finder.Plane);
        PlaneSpot spot = finder.Find();
        float[] trace = [.. Enumerable.Range(0, (int)view.FrameCount)
            .Select(t => view.GetPlane(t)[(int)Math.Round(spot.Row), (int)Math.Round(spot.Column)])];
        return ViewScene.Neuron(n + 1, (spot.Row, spot.Column), trace);
    }

    /// <summary>What a lenslet's image of the pupil shows at a pixel: the light of its lenslet from that part of the pupil.</summary>
    private static double LightAt(LensletGrid grid, int row, int column, Func<int, int, double, double, double> light)
    {
        double determinant = (grid.RowStep.Row * grid.ColumnStep.Column) - (grid.RowStep.Column * grid.ColumnStep.Row);
        (double y, double x) = (row - grid.OriginRow, column - grid.OriginColumn);
        double i = ((y * grid.ColumnStep.Column) - (x * grid.ColumnStep.Row)) / determinant;
        double j = ((x * grid.RowStep.Row) - (y * grid.RowStep.Column)) / determinant;
        (double lensletRow, double lensletColumn) = (Math.Round(i), Math.Round(j));
        return light((int)lensletRow, (int)lensletColumn, 11 * (i - lensletRow), 11 * (j - lensletColumn));
    }

    private static double Spot(double rows, double columns) => 100 * Math.Exp(-((rows * rows) + (columns * columns)) / (2 * 1.5 * 1.5));

    /// <summary>Lenslets that are bright in the middle and dark at the rim, and photon noise.</summary>
    private static Volume White(LensletGrid grid, Random random) => Of(Lenslets * 11, Lenslets * 11, (_, r, c) =>
        LightAt(grid, r, c, (_, _, rows, columns) => 200 + (800 * Math.Max(0, 1 - (((rows * rows) + (columns * columns)) / 30.25))))
            + (30 * (random.NextDouble() - 0.5)));

    private static Volume Of(int height, int width, Func<int, int, int, double> sample, int frames = 1)
    {
        VolumeInfo info = new() { Name = "raw", FrameCount = frames, Height = height, Width = width, PixelSizeUm = 2, FrameRate = 10 };
        return TestVolumes.Fill(info, (t, _, row, column) => sample((int)t, row, column));
    }
}
