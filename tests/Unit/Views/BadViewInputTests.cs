using System.Text.RegularExpressions;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Views.Calibrating;
using DeepWonder3D.Views.LightField;
using DeepWonder3D.Views.Projecting;

namespace DeepWonder3D.Tests.Views;

/// <summary>Every kind of bad input that docs/optics.md lists, in its order, really given.</summary>
public sealed class BadViewInputTests : FolderTests
{
    private static readonly PsfCalibrationOptions s_units = new() { PlaneStepUm = 3, PixelSizeUm = 1 / 1.5 };

    [Fact]
    public void Each_kind_has_the_error_that_the_documentation_promises()
    {
        string text = File.ReadAllText(Path.Combine(SharedMaterial.Root, "docs", "optics.md"));
        string[] promised =
            [.. Regex.Matches(text, @"^\| [0-9]+ \| [^|]+ \| `(\w+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value)];
        Action[] kinds = [.. MergingKinds(), .. CalibrationKinds(), .. ViewMakingKinds()];
        Assert.True(promised.Length >= 15);
        Assert.Equal(promised, kinds.Select(give => Assert.Throws<DeepWonderException>(give).Id.ToString()));
    }

    private static IEnumerable<Action> MergingKinds()
    {
        List<NeuronSet> With(Func<NeuronSet, NeuronSet> change)
        {
            List<NeuronSet> views = Seven();
            views[2] = change(views[2]);
            return views;
        }

        yield return () =>
            Merge(Seven(), new ViewCalibration(ViewScene.Calibration(ViewScene.Seven).Pairs.Where(p => (p.Source, p.Target) != (65, 161))));
        yield return () => Merge(Seven(), ViewScene.Calibration([1, 2, 3]));
        yield return () => Merge(With(v => v with { ViewId = 53 }));
        yield return () => Merge(With(v => v with { ViewId = null }));
        yield return () => Merge(With(v => v with { Height = 255 }));
        yield return () => Merge(With(v => v with { FrameCount = 199 }));
        yield return () => Merge(With(v => v with { PixelSizeUm = 1 }));
        yield return () => Merge(Seven()[..1]);
        yield return () => Merge([.. Seven().Select(v => v with { PixelSizeUm = null })]);
    }

    private IEnumerable<Action> CalibrationKinds()
    {
        PsfScene short7 = new() { PlaneCount = 7 };
        yield return () => Calibrate([short7.Stack(113), (short7 with { Peak = 400_000 }).Stack(51)]);
        yield return () => Calibrate([short7.Stack(113), (short7 with { Peak = 0 }).Stack(51)]);
        yield return () => Calibrate([.. new[] { 113, 51 }.Select(id => (short7 with { PlaneCount = 4 }).Stack(id))]);
        yield return () => Calibrate([short7.Stack(113), (short7 with { PlaneCount = 9 }).Stack(51)]);
        yield return () => Calibrate([short7.Stack(109), short7.Stack(51)]);
        yield return () => Calibrate([short7.Stack(113), short7.Stack(51)], s_units with { PlaneStepUm = null });
        yield return () => new OpticalModel { NumericalAperture = 1.2, LensletPitchUm = 100, Magnification = 10 }.Calibrate();
        yield return () =>
        {
            File.WriteAllText(
                Folder.File("c.json"),
                """
                { "pairs": [ { "source": 5, "target": 5, "rowSlope": 1, "rowIntercept": 0, "columnSlope": 1, "columnIntercept": 0 } ] }
                """);
            CalibrationFile.Read(Folder.File("c.json"), CalibrationUnits.Unknown);
        };
    }

    private static IEnumerable<Action> ViewMakingKinds()
    {
        ViewCalibration cone = new ConeModel { TiltDegrees = 25, PixelSizeUm = 1 }.Calibrate();
        Random random = new(7);
        Volume flat = TestVolumes.Create(2, 9, 9, (_, _, _) => 1);
        Volume noise = TestVolumes.Create(1, 120, 120, (_, _, _) => (float)random.NextDouble());
        CancellationToken token = TestContext.Current.CancellationToken;
        yield return () => VolumeProjection.Run(flat, cone, new ProjectionOptions(), SilentObserver.Instance, token);
        yield return () => WhiteImage.GridOf(noise);
        yield return () => SubApertureViews.Run(flat, LensletGrid.Square(15, 0), new LightFieldOptions(), SilentObserver.Instance, token);
        yield return () => SubApertureViews.Run(
            noise, LensletGrid.Square(15, 0), new LightFieldOptions { ViewsAlongSide = 14 }, SilentObserver.Instance, token);
    }

    private static List<NeuronSet> Seven() => ViewScene.Views(ViewScene.Seven, [(100, 100, 3)], ViewScene.Events0);

    private static void Merge(IReadOnlyList<NeuronSet> views, ViewCalibration? calibration = null) => ViewMerging.Run(
        views,
        calibration ?? ViewScene.Calibration(ViewScene.Seven),
        new ViewMergingOptions(),
        SilentObserver.Instance,
        TestContext.Current.CancellationToken);

    private static void Calibrate(IReadOnlyList<Volume> stacks, PsfCalibrationOptions? options = null) =>
        PsfCalibration.Run(stacks, options ?? s_units, SilentObserver.Instance, TestContext.Current.CancellationToken);
}
