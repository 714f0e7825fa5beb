using System.Diagnostics;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.MotionBenchmark;

/// <summary>
/// How fast motion is found and taken out, frames read included. Processor time is given beside the clock's: it says the same on a machine
/// that other work keeps busy.
/// </summary>
internal static class SpeedTrial
{
    public static IEnumerable<string> Run(MotionCase scene, ulong seed, int size, int frames)
    {
        SimulationOptions options = scene.Options(seed, size, frames);
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance);
        Volume movie = recording.Views[0];
        _ = MotionCorrection.Run(movie, new MotionCorrectionOptions());
        foreach ((string name, MotionCorrectionOptions how) in new[]
        {
            ("rigid", new MotionCorrectionOptions { BlockPx = 0 }), ("bending looked for", new MotionCorrectionOptions()),
        })
        {
            Spent find = new();
            Volume corrected = MotionCorrection.Run(movie, how);
            string found = find.Rate(movie.VoxelCount);
            Spent move = new();
            FrameScan.Run(corrected, 0, corrected.FrameCount, 4, (_, _) => { }, CancellationToken.None);
            string moved = move.Rate(movie.VoxelCount);
            yield return $"| {scene.Name} | {name} | {(corrected.Motion!.IsRigid ? "rigid" : "bent")} | {found} | {moved} | "
                + $"{find.Rate(movie.VoxelCount)} |";
        }
    }

    /// <summary>Time since it was made.</summary>
    private sealed class Spent
    {
        private readonly Stopwatch _clock = Stopwatch.StartNew();
        private readonly TimeSpan _before = Process.GetCurrentProcess().TotalProcessorTime;

        public string Rate(long voxels)
        {
            double busy = (Process.GetCurrentProcess().TotalProcessorTime - _before).TotalSeconds;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{voxels / _clock.Elapsed.TotalSeconds / 1e6:0.0} Mvoxel/s, {busy / voxels * 1e9:0} processor ns/voxel");
        }
    }
}
