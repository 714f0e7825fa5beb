using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Views.Projecting;

namespace DeepWonder3D.Tests.Views.Projecting;

public sealed class PsfProjectionTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int Planes = 5;
    private const int Size = 40;

    [Fact]
    public void Light_appears_where_the_stack_shows_it_and_as_wide()
    {
        // View 2 moves by two columns a plane and doubles in width towards the ends; the volume has one bright voxel in plane 4.
        using Volume volume = Volume((z, r, c) => z == 4 && r == 20 && c == 15 ? 1000 : 0);
        using Volume stack = Stack(2, z => 2 * (z - 2), z => 1 + Math.Abs(z - 2));
        using Volume view = Assert.Single(Run(volume, [stack], new ProjectionOptions { Projection = ViewProjectionKind.Sum }));
        float[] seen = Plane(view);
        Assert.Equal(20, Mean(seen, i => i / Size), 0.02);
        Assert.Equal(15 + 4, Mean(seen, i => i % Size), 0.02);

        // Light of the stack's faint rim is cut off below 3 %, which narrows a Gaussian by a tenth.
        double width = Math.Sqrt(Mean(seen, i => Math.Pow((i % Size) - 19, 2)));
        Assert.InRange(width, 2.5, 3);
        Assert.Equal((2, 1, "psf_view_2"), (view.ViewId, view.PlaneCount, view.History[^1].Parameters["PsfStack"]));
    }

    [Fact]
    public void Views_are_as_bright_as_the_volume_whatever_the_stacks_counts()
    {
        using Volume even = Volume((_, _, _) => 7);
        using Volume dim = Stack(1, _ => 0, _ => 1, peak: 300);
        using Volume bright = Stack(2, _ => 0, _ => 1.5, peak: 5000);
        foreach ((ViewProjectionKind kind, double expected)
            in new[] { (ViewProjectionKind.Mean, 7.0), (ViewProjectionKind.Sum, 35), (ViewProjectionKind.Maximum, 7) })
        {
            foreach (Volume view in Run(even, [dim, bright], new ProjectionOptions { Projection = kind }))
            {
                Assert.Equal(expected, Plane(view)[(20 * Size) + 20], 1e-3);
                view.Dispose();
            }
        }
    }

    [Fact]
    public void Only_the_views_asked_for_are_made_in_that_order()
    {
        using Volume volume = Volume((_, _, _) => 1);
        Volume[] stacks = [Stack(1, _ => 0, _ => 1), Stack(2, _ => 1, _ => 1), Stack(3, _ => 2, _ => 1)];
        Assert.Equal([3, 1], Run(volume, stacks, new ProjectionOptions { ViewIds = [3, 1] }).Select(v => v.ViewId));
    }

    [Fact]
    public void Stacks_that_do_not_fit_are_refused_each_in_its_own_words()
    {
        using Volume volume = Volume((_, _, _) => 1);
        using Volume flat = TestVolumes.Create(3, Size, Size, (_, _, _) => 1);
        Volume one = Stack(1, _ => 0, _ => 1);
        CheckRefused(ErrorId.AxesMismatch, flat, [one]);
        CheckRefused(ErrorId.PsfStacksDiffer, volume, [new PsfScene { PlaneCount = 7 }.Stack(51)]);
        CheckRefused(ErrorId.PsfStacksDiffer, volume, [Stack(1, _ => 0, _ => 1, stepUm: 9)]);
        CheckRefused(ErrorId.PsfStackEmpty, volume, [Stack(1, _ => 0, _ => 1, peak: 0)]);
        CheckRefused(ErrorId.ViewIdRepeated, volume, [one, one]);
        CheckRefused(ErrorId.ViewIdUnknown, volume, [Stack(null, _ => 0, _ => 1)]);
        CheckRefused(ErrorId.ViewIdRepeated, volume, [one], [1, 1]);
        CheckRefused(ErrorId.ParameterInvalid, volume, [one], [9]);
    }

    [Fact]
    public void The_command_takes_stacks_in_place_of_a_calibration()
    {
        using Volume volume = Volume((_, r, c) => r + c);
        InvocationResult result = module.Invoke(
            "$args[0] | ConvertTo-View -PsfStack $args[1], $args[2] -ViewId 2 -Projection Sum",
            volume,
            Stack(1, _ => 0, _ => 1),
            Stack(2, _ => 0, _ => 1));
        Assert.Empty(result.Errors);
        Volume view = Assert.Single(result.OutputOf<Volume>());
        Assert.Equal((2, "Sum"), (view.ViewId, view.History[^1].Parameters["Projection"]));
    }

    private static IReadOnlyList<Volume> Run(Volume volume, IReadOnlyList<Volume> stacks, ProjectionOptions options) =>
        PsfProjection.Run(volume, stacks, options, SilentObserver.Instance, TestContext.Current.CancellationToken);

    private static void CheckRefused(ErrorId id, Volume volume, IReadOnlyList<Volume> stacks, int[]? ids = null) =>
        Refusal.Of(id, () => Run(volume, stacks, new ProjectionOptions { ViewIds = ids }));

    private static Volume Volume(Func<int, int, int, double> sample) => Of("volume", null, (z, r, c) => (float)sample(z, r, c), Size, 6);

    /// <summary>A spot that moves along the columns and changes its width, on a background.</summary>
    private static Volume Stack(int? view, Func<int, double> columns, Func<int, double> sigma, double peak = 1000, double stepUm = 6) => Of(
        $"psf_view_{view}",
        view,
        (z, r, c) =>
        {
            double square = Math.Pow(r - 12, 2) + Math.Pow(c - 12 - columns(z), 2);
            return (float)(50 + (peak / (sigma(z) * sigma(z)) * Math.Exp(-square / (2 * sigma(z) * sigma(z)))));
        },
        25,
        stepUm);

    private static Volume Of(string name, int? view, Func<int, int, int, float> sample, int size, double stepUm)
    {
        VolumeInfo info = new()
        {
            Name = name,
            ViewId = view,
            FrameCount = 1,
            PlaneCount = Planes,
            Height = size,
            Width = size,
            PixelSizeUm = 2,
            PlaneStepUm = stepUm,
        };
        return TestVolumes.Fill(info, (_, z, row, column) => sample(z, row, column));
    }

    private static float[] Plane(Volume view)
    {
        float[] samples = new float[view.Height * view.Width];
        view.ReadPlane<float>(0, 0, samples);
        return samples;
    }

    private static double Mean(float[] weights, Func<int, double> value) =>
        Enumerable.Range(0, weights.Length).Sum(i => weights[i] * value(i)) / weights.Sum(w => (double)w);
}
