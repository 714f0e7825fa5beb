using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Motion;

public sealed class SpatialMotionTests
{
    [Fact]
    public void Depth_is_found_from_how_views_move_against_each_other()
    {
        SimulationOptions options = SimulationPresets.Of(SimulationPreset.Typical, 451);
        options = options.InField(96, 96, 2, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with
        {
            KeepClean = false,
            KeepBackgroundFree = false,
            FrameCount = 60,
            Motion = MotionOptions.None with { AxialUm = 4, JitterUm = 1 },
        };
        MotionPath path = new(options);
        using SimulatedRecording recording = TestScenes.Run(options);
        IReadOnlyList<Volume> corrected = SpatialMotionCorrection.Run(
            recording.Views, recording.Calibration!, token: TestContext.Current.CancellationToken);
        Assert.Equal(7, corrected.Count);
        Assert.Equal(recording.Views.Select(v => v.ViewId), corrected.Select(v => v.ViewId));
        TissuePath found = corrected[0].Motion!.Path!;
        double depth = 0;
        double rows = 0;
        for (int t = 0; t < options.FrameCount; t++)
        {
            depth += Math.Pow(found.ZUm[t] - path.DepthAt(t), 2) / options.FrameCount;
            rows += Math.Pow(found.YUm[t] - path.At(t).YUm, 2) / options.FrameCount;
        }

        Assert.InRange(Math.Sqrt(depth), 0, 0.5);
        Assert.InRange(Math.Sqrt(rows), 0, 0.2);
    }

    [Fact]
    public void Views_that_do_not_belong_together_are_refused()
    {
        ViewCalibration calibration = LensletAperture.Calibration(1.33);
        using Volume nameless = TestVolumes.Create(20, 32, 32, (t, y, x) => y * x * t);
        VolumeInfo info = nameless.Info with { ViewId = 113, History = [] };
        using Volume view = TestVolumes.Fill(info, (t, _, y, x) => y * x * t);
        using Volume unscaled = TestVolumes.Fill(info with { ViewId = 117, PixelSizeUm = null }, (t, _, y, x) => y * x * t);
        using Volume longer = TestVolumes.Fill(info with { ViewId = 117, FrameCount = 25 }, (t, _, y, x) => y * x * t);
        Refusal.Of(ErrorId.ViewIdUnknown, () => SpatialMotionCorrection.Run([nameless], calibration));
        Refusal.Of(ErrorId.PixelSizeUnknown, () => SpatialMotionCorrection.Run([view, unscaled], calibration));
        Refusal.Of(ErrorId.ParameterInvalid, () => SpatialMotionCorrection.Run([view, longer], calibration));
    }
}
