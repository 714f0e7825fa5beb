using DeepWonder3D.Formats;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Schedule;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Stages;

namespace DeepWonder3D.Tests.Runs;

/// <summary>Small recordings, and runs on them with the models that ship.</summary>
internal static class RunSamples
{
    private static readonly Lazy<(ViewCalibration Calibration, Dictionary<string, byte[]> Files)> s_views = new(() => Simulate("mouse", 3));
    private static readonly Lazy<Dictionary<string, byte[]>> s_longViews = new(() => Simulate("mouse", 3, 240).Item2);
    private static readonly Lazy<byte[]> s_movie = new(() => Simulate("movie", 1).Item2.Single().Value);

    /// <summary>How the three views of <see cref="Views"/> move.</summary>
    public static ViewCalibration Calibration => s_views.Value.Calibration;

    /// <summary>A movie's file: 60 frames of 64 × 64.</summary>
    public static byte[] Movie => s_movie.Value;

    /// <summary>Writes three views of a recording into a folder.</summary>
    /// <returns>Their files.</returns>
    public static string[] Views(string folder, string name = "mouse")
    {
        Directory.CreateDirectory(folder);
        return [.. s_views.Value.Files.Select(
            file => Write(Path.Combine(folder, file.Key.Replace("mouse", name, StringComparison.Ordinal)), file.Value))];
    }

    /// <summary>Writes three views of 240 frames into a folder.</summary>
    public static void LongViews(string folder)
    {
        foreach ((string name, byte[] content) in s_longViews.Value)
        {
            Write(Path.Combine(folder, name), content);
        }
    }

    /// <summary>Writes a file with the same time as all others: results state it.</summary>
    public static string Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 11, 24, 22, 5, 9, DateTimeKind.Utc));
        return path;
    }

    /// <summary>Options for a run on the views.</summary>
    public static ExtractionOptions InSpace(string output) =>
        Flat(output) with { Calibration = Calibration, Merging = new ViewMergingOptions { MinViewCount = 2 } };

    /// <summary>Options for a run on plain movies.</summary>
    public static ExtractionOptions Flat(string output) => new()
    {
        OutputPath = output,
        Pipeline = new PipelineOptions
        {
            Denoise = new NetworkOptions { Model = Model("denoise") },
            RemoveBackground = new NetworkOptions { Model = Model("background-2um") },
            FindNeurons = new NeuronFindingOptions { Network = new NetworkOptions { Model = Model("segment-2um") } },
        },
        Schedule = new ScheduleOptions { Priority = RunPriority.Unchanged },
    };

    /// <summary>Runs on recordings from beginning to end.</summary>
    public static IReadOnlyList<ExtractionResult> Run(ExtractionOptions options, string input, IStageObserver? observer = null)
    {
        using ExtractionRun run = ExtractionRun.Start(options, observer ?? SilentObserver.Instance, TestContext.Current.CancellationToken);
        FoundRecordings found = new RecordingDiscovery(options.Reading).Find([input]);
        run.Heed(found, observer ?? SilentObserver.Instance);
        ExtractionResult[] results = [.. found.Recordings
            .Select(r => run.Extract(r, observer ?? SilentObserver.Instance, TestContext.Current.CancellationToken))];
        run.Finish();
        return results;
    }

    /// <summary>
    /// All that must be the same however a run came about: every file but logs, locks, the summary, <c>run.json</c> and the journal's
    /// records, which hold times.
    /// </summary>
    public static SortedDictionary<string, string> Bytes(string output)
    {
        SortedDictionary<string, string> bytes = new(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(output, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(output, file).Replace('\\', '/');
            bool differs = relative is "log.jsonl" or "log.txt" or "summary.json" or "run.lock" or "run.reserve" or "run.owner.json"
                || relative.EndsWith("/run.json", StringComparison.Ordinal)
                || relative.EndsWith(".step.json", StringComparison.Ordinal)
                || relative.StartsWith("watch/", StringComparison.Ordinal);
            if (!differs)
            {
                bytes[relative] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));
            }
        }

        return bytes;
    }

    public static string Model(string name) => Path.Combine(SharedMaterial.Root, "module", "models", name + ".onnx");

    private static (ViewCalibration, Dictionary<string, byte[]>) Simulate(string name, int views, int frames = 60)
    {
        SimulationOptions preset = SimulationPresets.Of(SimulationPreset.Easy, 5);
        SimulationOptions options = preset.InField(64, 64, 2, preset.Neurons.MinDepthUm, preset.Neurons.MaxDepthUm);
        using SimulatedRecording recording = RecordingSimulator.Run(
            options with
            {
                Name = name,
                FrameCount = frames,
                Neurons = options.Neurons with { Count = 8 },
                ViewIds = views == 1 ? [] : LensletAperture.Choose(views),
                KeepClean = false,
                KeepBackgroundFree = false,
            },
            SilentObserver.Instance);
        using TemporaryFolder folder = new();
        foreach (Volume view in recording.Views)
        {
            VolumeWriter.Write(
                RunHistory.Timeless(view, DateTimeOffset.UnixEpoch),
                folder.File(view.Name + ".tif"),
                VolumeWriteOptions.Default,
                SilentObserver.Instance,
                CancellationToken.None);
        }

        return (
            recording.Calibration!,
            Directory.GetFiles(folder.Root).Order(StringComparer.Ordinal).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes));
    }
}
