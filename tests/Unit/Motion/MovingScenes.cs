using DeepWonder3D.Motion;
using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Motion;

/// <summary>Simulated recordings whose tissue moves in a known way. Lengths in pixels.</summary>
internal static class MovingScenes
{
    public static SimulationOptions Plain(ulong seed, MotionOptions motion, int size = 112, int frames = 90, double light = 1)
    {
        SimulationOptions o = SimulationPresets.Of(SimulationPreset.Typical, seed);
        o = o.InField(size, size, o.PixelSizeUm, o.Neurons.MinDepthUm, o.Neurons.MaxDepthUm);
        return o with
        {
            ViewIds = [],
            KeepClean = false,
            KeepBackgroundFree = false,
            FrameCount = frames,
            Neurons = o.Neurons with { PhotonRate = o.Neurons.PhotonRate * light },
            Tissue = o.Tissue with { NeuropilRate = o.Tissue.NeuropilRate * light, HazeRate = o.Tissue.HazeRate * light },
            Motion = motion,
            Camera = o.Camera with { HotPixelFraction = 0 },
        };
    }

    /// <summary>White jitter.</summary>
    public static MotionOptions Jitter(double px) => MotionOptions.None with { JitterUm = 2 * px, JitterTimeS = 1e-3 };

    public static Volume Record(SimulationOptions options) => TestScenes.Run(options).Views[0];

    /// <summary>Corrects a recording.</summary>
    public static Volume Correct(Volume recording, MotionCorrectionOptions? options = null, IStageObserver? observer = null) =>
        MotionCorrection.Run(recording, options, observer, TestContext.Current.CancellationToken);
}
