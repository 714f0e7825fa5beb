using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.MotionBenchmark;

/// <summary>Seven views of tissue that moves in space as well.</summary>
internal static class SpaceTrial
{
    public static string Run(SimulationPreset preset, ulong seed, int size, int frames, double axialUm, double jitterUm)
    {
        SimulationOptions options = SimulationPresets.Of(preset, seed);
        options = options.InField(size, size, options.PixelSizeUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm) with
        {
            KeepClean = false,
            KeepBackgroundFree = false,
            FrameCount = frames,
            Motion = MotionOptions.None with { AxialUm = axialUm, JitterUm = jitterUm },
        };
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        MotionPath path = new(options);
        TissuePath found = SpatialMotionCorrection.Run(recording.Views, recording.Calibration!)[0].Motion!.Path!;
        double[] z = [.. Enumerable.Range(0, frames).Select(path.DepthAt)];
        double[] y = [.. Enumerable.Range(0, frames).Select(t => path.At(t).YUm)];
        double[] x = [.. Enumerable.Range(0, frames).Select(t => path.At(t).XUm)];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {preset} | {axialUm} | {jitterUm} | {Rms(found.ZUm, z):0.00} | {Rms(found.YUm, y):0.00} | {Rms(found.XUm, x):0.00} |");
    }

    private static double Rms(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Average());
}
