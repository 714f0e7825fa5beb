using DeepWonder3D.Views.LightField;

namespace DeepWonder3D.Tests.Simulation;

public class LightFieldSimulatorTests
{
    private const int Lenslets = 24;

    private static readonly LightFieldSensor s_sensor =
        new() { PitchPx = 9.06, RotationDegrees = 0.4, ViewsAlongSide = 9, PupilRadius = 4 };

    [Fact]
    public void The_white_image_tells_the_lenslets_and_views_of_raw_frames_are_those_of_the_pupils_parts()
    {
        SimulationOptions scene = Scene();
        using LightFieldRecording recording = LightFieldSimulator.Run(
            scene, s_sensor, SilentObserver.Instance, TestContext.Current.CancellationToken);
        using SimulatedRecording direct = RecordingSimulator.Run(
            scene with { ViewIds = [41, 43], Calibration = recording.Calibration, KeepClean = true },
            SilentObserver.Instance,
            TestContext.Current.CancellationToken);

        LensletGrid grid = WhiteImage.GridOf(recording.White);
        Assert.Equal(s_sensor.PitchPx, grid.PitchPx, 0.02);
        Assert.Equal(s_sensor.RotationDegrees, grid.RotationDegrees, 0.06);

        // Which lenslet of the scene the first whole one is.
        (int firstRow, _, int firstColumn, _) = grid.Inside(recording.Raw.Height, recording.Raw.Width);
        (double row, double column) = grid.At(firstRow, firstColumn);
        (int rows, int columns) = (
            (int)Math.Round((row - s_sensor.Grid.OriginRow) / s_sensor.PitchPx),
            (int)Math.Round((column - s_sensor.Grid.OriginColumn) / s_sensor.PitchPx));
        LightFieldOptions options = new() { ViewsAlongSide = 9, ViewIds = [41, 43] };
        IReadOnlyList<Volume> views = SubApertureViews.Run(
            recording.Raw, grid, options, SilentObserver.Instance, TestContext.Current.CancellationToken);
        for (int v = 0; v < 2; v++)
        {
            Assert.InRange(Correlation(views[v], direct.Clean[v], rows, columns), 0.99, 1);
            Assert.InRange(Correlation(views[v], direct.Clean[1 - v], rows, columns), -1, 0.985);
            views[v].Dispose();
        }
    }

    [Fact]
    public void The_same_scene_and_sensor_give_the_same_frames()
    {
        float[][] frames = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using LightFieldRecording recording = LightFieldSimulator.Run(
                Scene(), s_sensor, SilentObserver.Instance, TestContext.Current.CancellationToken);
            float[] samples = new float[recording.Raw.Height * recording.Raw.Width];
            recording.Raw.ReadPlane<float>(3, 0, samples);
            return samples;
        })];
        Assert.Equal(frames[0], frames[1]);
        Assert.Contains(frames[0], s => s > 150);
    }

    /// <summary>Bright cells at the ends of the range, so that views differ.</summary>
    private static SimulationOptions Scene()
    {
        SimulationOptions options = SimulationPresets.Of(SimulationPreset.Easy, 5).InField(Lenslets, Lenslets, 4, -60, 60);
        return options with { FrameCount = 8, Neurons = options.Neurons with { Count = 6, PhotonRate = 3_000_000, MinDistanceUm = 15 } };
    }

    /// <summary>Pearson correlation of the mean images, of the lenslets that both have.</summary>
    private static double Correlation(Volume view, Volume clean, int rows, int columns)
    {
        (double[] a, double[] b) = (Mean(view), Mean(clean));
        List<(double A, double B)> pairs = [];
        for (int r = 2; r < view.Height - 2; r++)
        {
            for (int c = 2; c < view.Width - 2; c++)
            {
                if (r + rows is >= 2 and < Lenslets - 2 && c + columns is >= 2 and < Lenslets - 2)
                {
                    pairs.Add((a[(r * view.Width) + c], b[((r + rows) * clean.Width) + c + columns]));
                }
            }
        }

        (double meanA, double meanB) = (pairs.Average(p => p.A), pairs.Average(p => p.B));
        double shared = pairs.Sum(p => (p.A - meanA) * (p.B - meanB));
        return shared / Math.Sqrt(pairs.Sum(p => Math.Pow(p.A - meanA, 2)) * pairs.Sum(p => Math.Pow(p.B - meanB, 2)));
    }

    private static double[] Mean(Volume movie)
    {
        double[] mean = new double[movie.Height * movie.Width];
        float[] plane = new float[mean.Length];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadPlane<float>(t, 0, plane);
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += plane[i] / movie.FrameCount;
            }
        }

        return mean;
    }
}
