using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Views.Projecting;

namespace DeepWonder3D.Tests.Views.Projecting;

public sealed class VolumeProjectionTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int Size = 80;
    private const int Planes = 11;

    private static readonly ViewCalibration s_cone = new ConeModel { TiltDegrees = 25, PixelSizeUm = 1 }.Calibrate();

    // Where spots lie: row and column in pixels of 2 µm, plane; planes are 6 µm apart and the middle one is depth 0.
    private static readonly (double Row, double Column, int Plane)[] s_spots =
    [
        (20, 22.5, 2),
        (20.3, 58, 5),
        (59, 20, 9),
        (57.6, 60.2, 0),
        (40, 40, 7),
    ];

    [Fact]
    public void A_spot_appears_where_the_directions_put_it()
    {
        using Volume volume = Spots();
        foreach (ViewProjectionKind kind in Enum.GetValues<ViewProjectionKind>())
        {
            foreach (Volume view in Run(volume, new ProjectionOptions { Projection = kind }))
            {
                for (int n = 0; n < s_spots.Length; n++)
                {
                    // tan 25° µm a µm of depth, in pixels of 2 µm.
                    double depth = (s_spots[n].Plane - 5) * 6;
                    double azimuth = (view.ViewId!.Value - 2) * Math.PI / 3;
                    double shift = view.ViewId == 1 ? 0 : depth * Math.Tan(25 * Math.PI / 180) / 2;
                    PlaneSpot spot = Find(view, n, 0);
                    Assert.Equal(s_spots[n].Row + (shift * Math.Sin(azimuth)), spot.Row, 0.03);
                    Assert.Equal(s_spots[n].Column + (shift * Math.Cos(azimuth)), spot.Column, 0.03);
                }

                view.Dispose();
            }
        }
    }

    [Fact]
    public void Planes_come_together_as_mean_sum_or_maximum()
    {
        using Volume volume = Of((_, z, _, _) => z + 1);
        foreach ((ViewProjectionKind kind, double expected)
            in new[] { (ViewProjectionKind.Mean, 6.0), (ViewProjectionKind.Sum, 66), (ViewProjectionKind.Maximum, 11) })
        {
            foreach (Volume view in Run(volume, new ProjectionOptions { Projection = kind, ViewIds = [3, 1] }))
            {
                Assert.Equal(expected, view.GetPlane(0)[40, 40], 1e-4);
                view.Dispose();
            }
        }
    }

    [Fact]
    public void Where_few_planes_reach_the_mean_is_of_those()
    {
        using Volume volume = Of((_, _, _, _) => 7);
        foreach (Volume view in Run(volume, new ProjectionOptions()))
        {
            float[,] plane = view.GetPlane(1);
            Assert.All(plane.Cast<float>(), sample => Assert.Equal(7, sample, 1e-4));
            view.Dispose();
        }
    }

    [Fact]
    public void Views_are_movies_that_the_other_stages_understand()
    {
        using Volume volume = Spots();
        IReadOnlyList<Volume> views = Run(volume, new ProjectionOptions { ViewIds = [4, 1] });
        Assert.Equal(["vol_view_4", "vol_view_1"], views.Select(v => v.Name));
        Assert.Equal([4, 1], views.Select(v => v.ViewId));
        Assert.All(
            views,
            v => Assert.Equal((3, 1, Size, Size, 5.0, 2.0), (v.FrameCount, v.PlaneCount, v.Height, v.Width, v.FrameRate, v.PixelSizeUm)));
        Assert.Equal(nameof(PipelineStage.ProjectViews), views[0].History[^1].Step);
        Assert.All(views, v => v.Dispose());
    }

    [Fact]
    public void What_is_found_in_the_views_merges_back_into_the_volume()
    {
        using Volume volume = Of((t, z, r, c) => s_spots.Select((s, n) => (n == t % 5 ? 3 : 1) * Spot(s, z, r, c)).Sum(), frames: 25);
        List<NeuronSet> sets = [];
        foreach (Volume view in Run(volume, new ProjectionOptions()))
        {
            sets.Add(ViewScene.Set(view.ViewId, [.. s_spots.Select((_, n) =>
            {
                PlaneSpot spot = Find(view, n, 0);
                float[] trace =
                    [.. Enumerable.Range(0, 25).Select(t => view.GetPlane(t)[(int)Math.Round(spot.Row), (int)Math.Round(spot.Column)])];
                return ViewScene.Neuron(n + 1, (spot.Row, spot.Column), trace);
            })]));
            view.Dispose();
        }

        NeuronPopulation population = ViewMerging.Run(
            sets, s_cone, new ViewMergingOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(s_spots.Length, population.Count);
        for (int n = 0; n < s_spots.Length; n++)
        {
            Assert.Equal((s_spots[n].Plane - 5) * 6, population.Neurons[n].ZUm, 0.3);
            Assert.Equal(s_spots[n].Row, population.Neurons[n].Row, 0.05);
        }
    }

    [Fact]
    public void What_cannot_be_projected_is_refused_each_in_its_own_words()
    {
        using Volume volume = Spots();
        using Volume flat = ViewMovies.Movie(113, (_, _, _) => 1);
        using Volume unsized = Of((_, _, _, _) => 1, pixelUm: null);
        using Volume unstepped = Of((_, _, _, _) => 1, stepUm: null);
        CheckRefused(ErrorId.AxesMismatch, "one plane", flat);
        CheckRefused(ErrorId.PixelSizeUnknown, "-PixelSizeUm", unsized);
        CheckRefused(ErrorId.PlaneStepUnknown, "-PlaneStepUm", unstepped);
        CheckRefused(ErrorId.ViewIdRepeated, "View 3", volume, new ProjectionOptions { ViewIds = [3, 1, 3] });
        CheckRefused(ErrorId.ViewPairMissing, "view 9", volume, new ProjectionOptions { ViewIds = [1, 9] });
        CheckRefused(ErrorId.ParameterInvalid, "-PlaneStepUm", volume, new ProjectionOptions { PlaneStepUm = 0 });
        Assert.All(
            [new ConeModel { TiltDegrees = 90, PixelSizeUm = 1 }, new ConeModel { TiltDegrees = 20, PixelSizeUm = 1, ViewCount = 2 }],
            cone => Assert.Equal(ErrorId.OpticsImpossible, Assert.Throws<DeepWonderException>(cone.Calibrate).Id));
    }

    [Fact]
    public void The_command_takes_volumes_and_writes_views()
    {
        using Volume volume = Spots();
        InvocationResult result = module.Invoke(
            "$c = New-ViewCalibration -TiltDegrees 25 -ViewCount 7 -PixelSizeUm 1; $args[0] | ConvertTo-View $c -ViewId 1, 3 "
                + "-Projection Maximum -ZeroPlane 4",
            volume);
        Assert.Empty(result.Errors);
        Volume[] views = [.. result.OutputOf<Volume>()];
        Assert.Equal([1, 3], views.Select(v => v.ViewId));
        Assert.Equal(["Maximum", "4"], new[] { "Projection", "ZeroPlane" }.Select(p => views[0].History[^1].Parameters[p]));
        ErrorRecord error = Assert.Single(module.Invoke("$args[0] | ConvertTo-View $args[1] -ViewId 99", volume, s_cone).Errors);
        Assert.StartsWith("ViewPairMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(views, v => v.Dispose());
    }

    private static IReadOnlyList<Volume> Run(Volume volume, ProjectionOptions options) =>
        VolumeProjection.Run(volume, s_cone, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static void CheckRefused(ErrorId id, string why, Volume volume, ProjectionOptions? options = null)
    {
        DeepWonderException refused = Refusal.Of(id, () => Run(volume, options ?? new ProjectionOptions()));
        Assert.Contains(why, refused.Message + refused.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>The spot of a view that lies near a spot of the volume.</summary>
    private static PlaneSpot Find(Volume view, int n, long frame)
    {
        const int Reach = 12;
        (int row, int column) = ((int)s_spots[n].Row - Reach, (int)s_spots[n].Column - Reach);
        SpotFinder finder = new((2 * Reach) + 1, (2 * Reach) + 1);
        view.ReadBlock(frame, 0, row, (2 * Reach) + 1, column, (2 * Reach) + 1, finder.Plane);
        PlaneSpot spot = finder.Find();
        return spot with { Row = spot.Row + row, Column = spot.Column + column };
    }

    private static Volume Spots() => Of((_, z, r, c) => s_spots.Sum(s => Spot(s, z, r, c)));

    private static double Spot((double Row, double Column, int Plane) spot, int plane, int row, int column)
    {
        double square = Math.Pow(row - spot.Row, 2) + Math.Pow(column - spot.Column, 2);
        return plane == spot.Plane ? 1000 * Math.Exp(-square / 8) : 0;
    }

    private static Volume Of(Func<long, int, int, int, double> sample, int frames = 3, double? pixelUm = 2, double? stepUm = 6)
    {
        VolumeInfo info = new()
        {
            Name = "vol",
            FrameCount = frames,
            PlaneCount = Planes,
            Height = Size,
            Width = Size,
            FrameRate = 5,
            PixelSizeUm = pixelUm,
            PlaneStepUm = stepUm,
        };
        return TestVolumes.Fill(info, sample);
    }
}
