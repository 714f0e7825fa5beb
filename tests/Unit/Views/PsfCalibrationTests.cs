using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Views.Calibrating;

namespace DeepWonder3D.Tests.Views;

public sealed class PsfCalibrationTests : FolderTests
{
    private static readonly PsfCalibrationOptions s_units = new() { PlaneStepUm = 3, PixelSizeUm = 1 / 1.5 };

    [Fact]
    public void Slopes_come_out_within_two_per_mille_and_spoiled_planes_are_found()
    {
        RecordingObserver observer = new();
        ViewCalibration calibration = Run(new PsfScene { DarkPlanes = [12], WrongPlanes = [33] }.Stacks(), s_units, observer);
        foreach (ViewPair pair in calibration.Pairs)
        {
            ViewPair truth = PsfScene.Calibration.Between(pair.Source, pair.Target);
            double length = Math.Sqrt((truth.RowSlope * truth.RowSlope) + (truth.ColumnSlope * truth.ColumnSlope));
            Assert.InRange(Math.Abs(pair.RowSlope - truth.RowSlope), 0, 0.002 * length);
            Assert.InRange(Math.Abs(pair.ColumnSlope - truth.ColumnSlope), 0, 0.002 * length);
            Assert.InRange(Math.Abs(pair.RowIntercept) + Math.Abs(pair.ColumnIntercept), 0, 0.05);
        }

        Assert.Equal(
            (113, 1 / 1.5, 1, 9), (calibration.CentreView, calibration.PixelSizeUm, calibration.DepthUnitUm, calibration.Fits.Count));
        Assert.All(calibration.Fits, fit => Assert.Equal([12], fit.MissingPlanes));
        Assert.All(calibration.Fits, fit => Assert.InRange(fit.ResidualPx, 0.005, 0.2));
        Assert.All(calibration.Fits.Where(f => f.ViewId is not (112 or 113 or 114)), fit => Assert.Contains(33, fit.OutlyingPlanes));
        Assert.Contains(observer.Warnings, w => w.StartsWith("Plane 12 ", StringComparison.Ordinal));
        Assert.Contains(observer.Warnings, w => w.StartsWith("Plane 33 ", StringComparison.Ordinal));
        Assert.Equal(2, observer.Warnings.Count);
    }

    [Fact]
    public void All_pairs_close_exactly()
    {
        ViewCalibration calibration = Run(new PsfScene { PlaneCount = 15 }.Stacks(), s_units, new RecordingObserver());
        foreach ((int a, int b, int c) in new[] { (51, 112, 175), (109, 113, 117) })
        {
            Assert.Equal(
                calibration.Between(a, c).RowSlope, calibration.Between(a, b).RowSlope + calibration.Between(b, c).RowSlope, 1e-12);
            Assert.Equal(
                calibration.Between(a, c).ColumnIntercept,
                calibration.Between(a, b).ColumnIntercept + calibration.Between(b, c).ColumnIntercept,
                1e-12);
        }
    }

    [Fact]
    public void A_view_that_shows_something_else_is_named_and_does_not_harm_the_others()
    {
        List<Volume> stacks = new PsfScene { PlaneCount = 21 }.Stacks();
        using Volume jumping = Jumping(109, 21);
        stacks[2] = jumping;
        RecordingObserver observer = new();
        ViewCalibration calibration = Run(stacks, s_units, observer);
        Assert.Contains(observer.Warnings, w => w.StartsWith("View 109 ", StringComparison.Ordinal));
        double truth = PsfScene.Calibration.Between(117, 113).ColumnSlope;
        Assert.Equal(truth, calibration.Between(117, 113).ColumnSlope, 0.005 * truth);
    }

    [Fact]
    public void What_is_exported_has_the_published_layout_and_feeds_the_merging()
    {
        ViewCalibration calibration = Run(new PsfScene { PlaneCount = 31 }.Stacks(), s_units, new RecordingObserver());
        CalibrationFile.Write(calibration, Folder.File("psffit_matrix.mat"), overwrite: false);
        MatNumeric matrix = (MatNumeric)MatFile.Read(Folder.File("psffit_matrix.mat"))["psffit_matrix"];
        Assert.Equal([36, 6], matrix.Dims);
        double[] values = matrix.ToDoubles();
        Assert.All(Enumerable.Range(0, 36), row => Assert.True(values[row] < values[36 + row]));

        // Column 3 is the row's slope of source minus target, column 5 the column's, as in the published matrix.
        int pair = Enumerable.Range(0, 36).Single(row => (values[row], values[36 + row]) == (109, 113));
        Assert.Equal(0, values[(2 * 36) + pair], 0.002);
        Assert.Equal(-1.5 * Math.Tan(Math.Asin(0.4 * 4 / 7.5)), values[(4 * 36) + pair], 0.002);

        ViewCalibration read = CalibrationFile.Read(Folder.File("psffit_matrix.mat"), CalibrationUnits.Unknown);
        double perStep = 1.5 * Math.Tan(Math.Asin(0.4 / 7.5)) / ViewScene.SlopePerStep;
        List<NeuronSet> views = ViewScene.Views(PsfScene.Views, [(100, 100, 10)], ViewScene.Events0);
        LocalizedNeuron neuron = Assert.Single(ViewMerging.Run(
            views, read, new ViewMergingOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken).Neurons);
        Assert.Equal(30 / perStep, neuron.ZUm, 1.5);
    }

    [Fact]
    public void The_zero_plane_and_the_sign_of_the_step_set_where_depth_begins_and_grows()
    {
        List<Volume> stacks = new PsfScene { PlaneCount = 21 }.Stacks();
        ViewCalibration middle = Run(stacks, s_units, new RecordingObserver());
        ViewCalibration first = Run(stacks, s_units with { ZeroPlane = 0 }, new RecordingObserver());
        ViewCalibration downwards = Run(stacks, s_units with { PlaneStepUm = -3, RefractiveIndex = 1.33 }, new RecordingObserver());
        ViewPair pair = middle.Between(117, 113);
        Assert.Equal(pair.ColumnIntercept - (30 * pair.ColumnSlope), first.Between(117, 113).ColumnIntercept, 1e-6);
        Assert.Equal(-pair.ColumnSlope, downwards.Between(117, 113).ColumnSlope, 1e-9);
        Assert.Equal(1.33, downwards.RefractiveIndex);
    }

    [Fact]
    public void Bad_stacks_are_refused_each_in_its_own_words()
    {
        List<Volume> stacks = new PsfScene { PlaneCount = 7 }.Stacks();
        CheckRefused(ErrorId.TooFewViews, "1 PSF stacks", stacks[..1]);
        CheckRefused(ErrorId.ViewIdRepeated, "view 51", [stacks[0], stacks[0], stacks[4]]);
        CheckRefused(ErrorId.CentreViewMissing, "113", stacks[..4]);
        CheckRefused(ErrorId.PsfStacksDiffer, "differ", [stacks[4], new PsfScene { PlaneCount = 9 }.Stack(51)]);
        CheckRefused(
            ErrorId.PsfStackInvalid,
            "5 planes or more",
            [new PsfScene { PlaneCount = 4 }.Stack(113), new PsfScene { PlaneCount = 4 }.Stack(51)]);
        CheckRefused(ErrorId.PsfStackEmpty, "in 0 of its 7 planes", [stacks[4], new PsfScene { PlaneCount = 7, Peak = 0 }.Stack(51)]);
        CheckRefused(ErrorId.PsfSaturated, "top is flat", [stacks[4], new PsfScene { PlaneCount = 7, Peak = 400_000 }.Stack(51)]);
        CheckRefused(ErrorId.PlaneStepUnknown, "-PlaneStepUm", stacks, s_units with { PlaneStepUm = null });
        CheckRefused(ErrorId.PixelSizeUnknown, "-PixelSizeUm", stacks, s_units with { PixelSizeUm = null });
        CheckRefused(ErrorId.ParameterInvalid, "-PlaneStepUm", stacks, s_units with { PlaneStepUm = 0 });
    }

    [Fact]
    public void Optics_alone_give_the_published_geometry()
    {
        ViewCalibration calibration = new OpticalModel { NumericalAperture = 0.4, LensletPitchUm = 100, Magnification = 150 }.Calibrate();
        ViewCalibration published = LensletAperture.Calibration();
        Assert.Equal((81, 113, 3240), (calibration.Views.Count, calibration.CentreView, calibration.Pairs.Count));
        Assert.Equal(1 / 1.5, calibration.PixelSizeUm, 1e-12);
        Assert.All(published.Pairs, p => Assert.Equal(p.RowSlope, calibration.Between(p.Source, p.Target).RowSlope, 1e-12));
    }

    [Fact]
    public void In_water_rays_are_steeper_and_depth_is_in_water()
    {
        OpticalModel air = new() { NumericalAperture = 0.4, LensletPitchUm = 100, Magnification = 50 };
        double dry = air.Calibrate().Between(117, 113).ColumnSlope;
        double wet = (air with { RefractiveIndex = 1.33 }).Calibrate().Between(117, 113).ColumnSlope;
        Assert.Equal(Math.Tan(Math.Asin(0.4 * 4 / 7.5 / 1.33)) / 2, wet, 1e-12);
        Assert.True(wet < dry);
        Assert.Equal([5, 5], new[] { air with { ViewsAlongSide = 3, UsedRadius = 1 }, air with { ViewsAlongSide = 3, UsedRadius = 1.1 } }
            .Select(m => m.Calibrate().Views.Count));
    }

    [Fact]
    public void Optics_that_cannot_be_are_refused()
    {
        OpticalModel good = new() { NumericalAperture = 0.4, LensletPitchUm = 100, Magnification = 10 };
        foreach (OpticalModel bad in new[]
        {
            good with { NumericalAperture = 1.1 },
            good with { NumericalAperture = 0 },
            good with { LensletPitchUm = 0 },
            good with { Magnification = double.NaN },
            good with { ViewsAlongSide = 14 },
            good with { UsedRadius = 9 },
        })
        {
            Refusal.Of(ErrorId.OpticsImpossible, bad.Calibrate);
        }
    }

    private static ViewCalibration Run(List<Volume> stacks, PsfCalibrationOptions options, RecordingObserver observer) =>
        PsfCalibration.Run(stacks, options, observer, TestContext.Current.CancellationToken);

    private static void CheckRefused(ErrorId id, string why, List<Volume> stacks, PsfCalibrationOptions? options = null)
    {
        DeepWonderException refused = Refusal.Of(id, () => Run(stacks, options ?? s_units, new RecordingObserver()));
        Assert.Contains(why, refused.Message + refused.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>A bead that is elsewhere in every plane.</summary>
    private static Volume Jumping(int id, int planes)
    {
        Random random = new(4);
        VolumeInfo info = new() { Name = $"psf_view_{id}", ViewId = id, FrameCount = 1, PlaneCount = planes, Height = 96, Width = 96 };
        using VolumeBuilder builder = new(info);
        for (int plane = 0; plane < planes; plane++)
        {
            float[] samples = new float[96 * 96];
            (int row, int column) = (random.Next(10, 86), random.Next(10, 86));
            for (int i = 0; i < samples.Length; i++)
            {
                samples[i] = (float)(
                    random.NextDouble() + (100 * Math.Exp(-(Math.Pow((i / 96) - row, 2) + Math.Pow((i % 96) - column, 2)) / 10)));
            }

            builder.WritePlane<float>(0, plane, samples);
        }

        return builder.Build(new HistoryStep("Test", new Dictionary<string, string>()));
    }
}
