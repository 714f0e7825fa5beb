using System.Diagnostics;
using System.Globalization;
using DeepWonder3D.Formats;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Simulation;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Checking;

/// <summary>A whole run on a simulated recording of a few seconds, in a temporary folder that goes afterwards.</summary>
internal static class TinyRun
{
    private const string Name = "Tiny run";

    public static CheckResult Run(IStageObserver observer, CancellationToken token)
    {
        string folder = Directory.CreateTempSubdirectory("deepwonder-check-").FullName;
        try
        {
            string file = Path.Combine(folder, "check.tif");
            Simulate(file, token);
            ExtractionOptions options =
                new() { OutputPath = Path.Combine(folder, "results"), Schedule = new ScheduleOptions { Priority = RunPriority.Unchanged } };
            long started = Stopwatch.GetTimestamp();
            ExtractionResult first = Extract(options, file, observer, token);
            TimeSpan took = Stopwatch.GetElapsedTime(started);
            ExtractionResult second = first.State == ExtractionState.Done ? Extract(options, file, observer, token) : first;
            return second.State == ExtractionState.Unchanged
                ? new CheckResult(Name, CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{first.NeuronCount} neurons in a "
                    + $"simulated movie in {took.TotalSeconds:0.0} s; a second start found all results there."))
                : new CheckResult(
                    Name,
                    CheckState.Problem,
                    first.Error ?? $"The second start did not find the results there, but was {second.State}.",
                    "The message says what failed; see docs/errors.md.");
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Simulate(string file, CancellationToken token)
    {
        SimulationOptions preset = SimulationPresets.Of(SimulationPreset.Easy, 1);
        SimulationOptions options = preset.InField(64, 64, 2, preset.Neurons.MinDepthUm, preset.Neurons.MaxDepthUm) with
        {
            Name = "check",
            FrameCount = 60,
            ViewIds = [],
            KeepClean = false,
            KeepBackgroundFree = false,
        };
        using SimulatedRecording recording = RecordingSimulator.Run(options, SilentObserver.Instance, token);
        VolumeWriter.Write(recording.Views[0], file, VolumeWriteOptions.Default, SilentObserver.Instance, token);
    }

    private static ExtractionResult Extract(ExtractionOptions options, string file, IStageObserver observer, CancellationToken token)
    {
        using ExtractionRun run = ExtractionRun.Start(options, observer, token);
        ExtractionResult result = run.Extract(new RecordingInput("check", file, [new ViewInput(file)]), observer, token);
        run.Finish();
        return result;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows still holds a file; the temporary folder is cleaned by others.
        }
    }
}
