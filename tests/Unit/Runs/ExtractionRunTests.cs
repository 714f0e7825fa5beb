using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs;
using DeepWonder3D.Stages;

namespace DeepWonder3D.Tests.Runs;

public sealed class ExtractionRunTests : FolderTests
{
    private string Input => Folder.File("in");

    private string Output => Folder.File("out");

    [Fact]
    public void Views_become_neurons_in_space_in_a_fixed_layout()
    {
        RunSamples.Views(Input);
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input));
        Assert.Equal((ExtractionState.Done, 3, 7, 0), (result.State, result.ViewCount, result.StepsRun, result.StepsReused));
        Assert.True(result.NeuronCount > 0);
        Assert.Equal(
            [
                "neurons.baseline.csv", "neurons.csv", "neurons.deltaf.csv", "neurons.denoised.csv", "neurons.detections.csv",
                "neurons.events.csv", "neurons.eventtimes.csv", "neurons.info.json", "neurons.mat", "neurons.nwb", "neurons.traces.csv",
                "neurons.views.csv", "report.html", "run.json", "view_109.motion.csv", "view_113.motion.csv", "view_117.motion.csv",
            ],
            Directory.GetFiles(Path.Combine(Output, "mouse")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        NeuronPopulation population = (NeuronPopulation)NeuronFile.Read(
            Path.Combine(Output, "mouse", "neurons.mat"), NeuronFileFormat.Auto, NeuronImportOptions.None);
        Assert.Equal(result.NeuronCount, population.Count);
        Assert.False(File.Exists(Path.Combine(Output, "run.owner.json")));
        Assert.False(File.Exists(Path.Combine(Output, "run.reserve")));
    }

    [Fact]
    public void A_run_tells_all_it_used()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        using JsonDocument run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "mouse", "run.json")));
        Assert.Equal(3, run.RootElement.GetProperty("inputs").GetArrayLength());
        Assert.All(
            run.RootElement.GetProperty("inputs").EnumerateArray(),
            file => Assert.Equal(64, file.GetProperty("sha256").GetString()!.Length));
        Assert.Equal(
            ["background-2um", "denoise", "segment-2um"],
            run.RootElement.GetProperty("models").EnumerateObject().Select(m => m.Name).Order());
        Assert.All(run.RootElement.GetProperty("models").EnumerateObject(), m => Assert.Equal(64, m.Value.GetString()!.Length));
        Assert.Equal("Cpu", Assert.Single(run.RootElement.GetProperty("devices").EnumerateArray()).GetString());
        Assert.Equal(7, run.RootElement.GetProperty("steps").GetArrayLength());
        Assert.Equal("2", run.RootElement.GetProperty("parameters").GetProperty("MinViewCount").GetString());
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Output, "summary.json")));
        Assert.Equal(
            ("Done", 0, 1),
            (
                summary.RootElement.GetProperty("state").GetString(),
                summary.RootElement.GetProperty("exitCode").GetInt32(),
                summary.RootElement.GetProperty("doneCount").GetInt32()));
        Assert.All(File.ReadAllLines(Path.Combine(Output, "log.jsonl")), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void A_second_start_finds_all_there_and_says_so()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        SortedDictionary<string, string> before = RunSamples.Bytes(Output);
        ActingObserver observer = new("", () => { });
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input, observer));
        Assert.Equal((ExtractionState.Unchanged, 0, 7), (result.State, result.StepsRun, result.StepsReused));
        Assert.Equal(3, observer.Said.Count(s => s.Contains("taken over from", StringComparison.Ordinal)));
        Assert.Equal(before, RunSamples.Bytes(Output));
    }

    [Fact]
    public void Two_runs_give_the_same_bytes_however_many_views_are_worked_on_at_once()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        foreach ((int? atOnce, int? threads) in new (int?, int?)[] { (3, null), (2, 1) })
        {
            string other = Folder.File($"out{atOnce}");
            RunSamples.Run(RunSamples.InSpace(other) with { ViewsAtOnce = atOnce, MaxThreads = threads }, Input);
            Assert.Equal(RunSamples.Bytes(Output), RunSamples.Bytes(other));
        }
    }

    [Fact]
    public void Only_what_depends_on_a_changed_parameter_is_done_again()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        ActingObserver observer = new("", () => { });
        ExtractionOptions changed = RunSamples.InSpace(Output) with { Merging = new ViewMergingOptions { MinViewCount = 3 } };
        ExtractionResult result = Assert.Single(RunSamples.Run(changed, Input, observer));
        Assert.Equal((ExtractionState.Done, 4, 3), (result.State, result.StepsRun, result.StepsReused));
        Assert.Contains(observer.Said, s => s.Contains("MinViewCount was 2 and is 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_model_is_reason_enough()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Run(RunSamples.Flat(Output), path);
        ActingObserver observer = new("", () => { });
        ExtractionOptions without = RunSamples.Flat(Output) with
        {
            Pipeline = RunSamples.Flat(Output).Pipeline with
            {
                RemoveBackground = new NetworkOptions { Model = RunSamples.Model("background-1um") },
                FindNeurons = new NeuronFindingOptions { Network = new NetworkOptions { Model = RunSamples.Model("segment-1um") } },
            },
            Reading = new() { PixelSizeUm = 1 },
        };
        Assert.Equal(ExtractionState.Done, Assert.Single(RunSamples.Run(without, path, observer)).State);
        Assert.Contains(observer.Said, s => s.Contains("Background model was", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("neurons.csv", "is not there")]
    [InlineData("neurons.traces.csv", "was changed since")]
    [InlineData("journal/view_113.neurons.json", "was changed since")]
    public void A_result_that_was_deleted_or_changed_is_made_again(string file, string reason)
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        SortedDictionary<string, string> before = RunSamples.Bytes(Output);
        string path = Path.Combine(Output, "mouse", file);
        if (reason == "is not there")
        {
            File.Delete(path);
        }
        else
        {
            File.AppendAllText(path, "x");
        }

        ActingObserver observer = new("", () => { });
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input, observer));
        Assert.Equal((1, 6), (result.StepsRun, result.StepsReused));
        Assert.Contains(observer.Said, s => s.Contains($"'{file}' {reason}", StringComparison.Ordinal));
        Assert.Equal(before, RunSamples.Bytes(Output));
    }

    [Fact]
    public void A_recording_that_was_replaced_is_done_again_and_one_that_was_only_touched_is_not()
    {
        string[] views = RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        File.SetLastWriteTimeUtc(views[0], DateTime.UtcNow.AddYears(-20));
        Assert.Equal(ExtractionState.Unchanged, Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input)).State);
        byte[] other = File.ReadAllBytes(views[1]);
        File.WriteAllBytes(views[0], other);
        ActingObserver observer = new("", () => { });
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input, observer));

        // The tissue moves once, in space: what one view shows decides on the motion of all.
        Assert.Equal((ExtractionState.Done, 0), (result.State, result.StepsReused));
        Assert.Contains(observer.Said, s => s.Contains("Recording was", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_calibration_each_view_has_files_of_its_own_which_go_when_views_are_merged()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.Flat(Output), Input);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(Output, "mouse"), "neurons_view_*.nwb").Length);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        Assert.Empty(Directory.GetFiles(Path.Combine(Output, "mouse"), "neurons_view_*"));
        Assert.True(File.Exists(Path.Combine(Output, "mouse", "neurons.nwb")));
    }

    [Fact]
    public void Movies_are_written_when_asked_for_and_are_the_result_where_no_neurons_are_looked_for()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Run(RunSamples.Flat(Output) with
        {
            KeepIntermediate = true,
            Pipeline = RunSamples.Flat(Output).Pipeline with { Resize = new ResizeOptions { FrameRate = 20 } },
            Reading = new() { FrameRate = 10 },
        }, path);
        Assert.Equal(["view.background-free.tif", "view.denoised.tif", "view.motion-corrected.tif", "view.resized.tif"], Names("out"));
        RunSamples.Run(
            RunSamples.Flat(Folder.File("out2")) with { Stages = new HashSet<ExtractionStage> { ExtractionStage.Denoise } }, path);
        Assert.Equal(["view.result.tif"], Names("out2"));
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder.File("out2"), "a"), "neurons*"));

        string[] Names(string output) => [.. Directory.GetFiles(Path.Combine(Folder.File(output), "a", "movies"))
            .Select(f => Path.GetFileName(f))
            .Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_view_that_cannot_be_read_fails_the_recording_and_the_others_are_kept()
    {
        string[] views = RunSamples.Views(Input);
        byte[] whole = File.ReadAllBytes(views[1]);
        File.WriteAllBytes(views[1], whole[..(whole.Length / 2)]);
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input));
        Assert.Equal((ExtractionState.Failed, "TiffTruncated"), (result.State, result.ErrorId));
        Assert.Empty(Directory.GetFiles(Path.Combine(Output, "mouse"), "neurons*"));
        RunSamples.Write(views[1], whole);
        result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input));
        // Now that all views are there, their motion is found in all of them together.
        Assert.Equal((ExtractionState.Done, 0), (result.State, result.StepsReused));
    }

    [Fact]
    public void Results_hold_no_time_but_the_recordings()
    {
        RunSamples.Views(Input);
        RunSamples.Run(RunSamples.InSpace(Output), Input);
        string today = DateTime.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (string file in RunSamples.Bytes(Output).Keys)
        {
            Assert.DoesNotContain(
                today, File.ReadAllText(Path.Combine(Output, file), System.Text.Encoding.Latin1), StringComparison.Ordinal);
        }

        NeuronPopulation population = (NeuronPopulation)NeuronFile.Read(
            Path.Combine(Output, "mouse", "neurons.mat"), NeuronFileFormat.Auto, NeuronImportOptions.None);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 22, 5, 9, TimeSpan.Zero), population.History[^1].Time);
    }
}
