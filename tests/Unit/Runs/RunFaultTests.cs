using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Schedule;

namespace DeepWonder3D.Tests.Runs;

public sealed class RunFaultTests : FolderTests
{
    private string Input => Folder.File("in");

    private string Output => Folder.File("out");

    [Theory]
    [InlineData("deleted", "was removed")]
    [InlineData("truncated", "was cut from")]
    [InlineData("replaced", "was written anew")]
    [InlineData("appended to", "grew from")]
    public void A_recording_that_changes_while_it_is_worked_on_leaves_no_result(string how, string words)
    {
        string[] views = RunSamples.Views(Input);
        byte[] content = File.ReadAllBytes(views[1]);
        ActingObserver observer = new("Removing background of mouse_view_113", () => Change(views[1], how, content));
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input, observer));
        Assert.Equal(nameof(ErrorId.RecordingChanged), result.ErrorId);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, "mouse", "journal", "view_113.neurons.json")));
        Assert.True(File.Exists(Path.Combine(Output, "mouse", "journal", "view_117.neurons.json")));

        RunSamples.Write(views[1], content);
        Assert.Equal(2, Assert.Single(RunSamples.Run(RunSamples.InSpace(Output), Input)).StepsReused);
        RunSamples.Run(RunSamples.InSpace(Folder.File("whole")), Input);
        Assert.Equal(RunSamples.Bytes(Folder.File("whole")), RunSamples.Bytes(Output));
    }

    [Theory]
    [InlineData("two words [1] {2} (3) 100% #4 & co.tif")]
    [InlineData("Mäuse µm 鼠標 é.tif")]
    [InlineData(" leading and trailing . .tif")]
    [InlineData("CON.tif")]
    [InlineData("run.lock.tif")]
    [InlineData("'quoted' $name `tick.tif")]
    public void File_names_may_be_what_they_like(string name)
    {
        string path = RunSamples.Write(Path.Combine(Input, name), RunSamples.Movie);
        ExtractionResult result = Assert.Single(RunSamples.Run(RunSamples.Flat(Output), path));
        Assert.True(result.State == ExtractionState.Done, result.Error);
        Assert.True(File.Exists(Path.Combine(result.Path, "neurons.nwb")));
        Assert.Equal(ExtractionState.Unchanged, Assert.Single(RunSamples.Run(RunSamples.Flat(Output), Input)).State);
    }

    [Fact]
    public void Paths_may_be_longer_than_300_characters_and_names_as_long_as_the_disk_allows()
    {
        string deep = Path.Combine(Input, new string('d', 120), new string('e', 120));
        string path = RunSamples.Write(Path.Combine(deep, new string('n', 240) + ".tif"), RunSamples.Movie);
        Assert.True(path.Length > 300);
        string other = RunSamples.Write(Path.Combine(deep, new string('n', 239) + "m.tif"), RunSamples.Movie);
        string output = Path.Combine(Folder.Root, new string('o', 120), new string('p', 120));
        IReadOnlyList<ExtractionResult> results = RunSamples.Run(RunSamples.Flat(output), deep);
        Assert.All(results, result => Assert.True(result.State == ExtractionState.Done, result.Error));
        Assert.Equal(2, results.Select(result => result.Path).Distinct().Count());
        Assert.All(results, result => Assert.True(Path.GetFileName(result.Path).Length < 100));
        Assert.NotEqual(path, other);
    }

    [Fact]
    public void Recordings_of_one_name_in_two_folders_have_results_of_their_own()
    {
        string first = RunSamples.Write(Path.Combine(Input, "monday", "a.tif"), RunSamples.Movie);
        string second = RunSamples.Write(Path.Combine(Input, "tuesday", "a.tif"), RunSamples.Movie);
        string one = Assert.Single(RunSamples.Run(RunSamples.Flat(Output), first)).Path;
        string other = Assert.Single(RunSamples.Run(RunSamples.Flat(Output), second)).Path;
        Assert.NotEqual(one, other);
        Assert.Equal(ExtractionState.Unchanged, Assert.Single(RunSamples.Run(RunSamples.Flat(Output), first)).State);
        Assert.Equal(ExtractionState.Unchanged, Assert.Single(RunSamples.Run(RunSamples.Flat(Output), second)).State);
    }

    [Fact]
    public void A_clock_that_was_set_back_changes_nothing()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Run(At(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero)), path);
        SortedDictionary<string, string> bytes = RunSamples.Bytes(Output);
        Assert.Equal(
            ExtractionState.Unchanged,
            Assert.Single(RunSamples.Run(At(new DateTimeOffset(2001, 1, 1, 12, 0, 0, TimeSpan.Zero)), path)).State);
        File.Delete(Path.Combine(Output, "a", "neurons.nwb"));
        RunSamples.Run(At(new DateTimeOffset(1980, 1, 1, 12, 0, 0, TimeSpan.Zero)), path);
        Assert.Equal(bytes, RunSamples.Bytes(Output));

        ExtractionOptions At(DateTimeOffset time) => RunSamples.Flat(Output) with
        {
            Schedule = new ScheduleOptions { Priority = RunPriority.Unchanged, Clock = new FixedClock(time) },
        };
    }

    [Fact]
    public void A_record_of_the_journal_that_is_damaged_counts_as_none()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Run(RunSamples.Flat(Output), path);
        SortedDictionary<string, string> bytes = RunSamples.Bytes(Output);
        File.WriteAllText(Path.Combine(Output, "a", "journal", "view.step.json"), "{ \"step\": \"vi");
        Assert.Equal((1, 4), (Assert.Single(RunSamples.Run(RunSamples.Flat(Output), path)) is var r ? r.StepsRun : 0, r.StepsReused));
        Assert.Equal(bytes, RunSamples.Bytes(Output));
    }

    [Fact]
    public void Files_that_a_dead_run_had_begun_are_removed_at_the_next_start()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Run(RunSamples.Flat(Output), path);
        string partial = Path.Combine(Output, "a", ".neurons.mat.abcd1234.xyz.partial");
        File.WriteAllText(partial, "half");
        RunSamples.Run(RunSamples.Flat(Output), path);
        Assert.False(File.Exists(partial));
    }

    [Fact]
    public void A_model_that_does_not_fit_fails_the_recording_with_both_sizes()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        ExtractionResult result = Assert.Single(
            RunSamples.Run(RunSamples.Flat(Output) with { Reading = new() { PixelSizeUm = 12 } }, path));
        Assert.Equal(nameof(ErrorId.ModelPixelSizeMismatch), result.ErrorId);
    }

    private static void Change(string path, string how, byte[] content)
    {
        switch (how)
        {
            case "deleted":
                File.Delete(path);
                break;
            case "truncated":
                using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.SetLength(content.Length / 3);
                }

                break;
            case "replaced":
                File.Delete(path);
                File.WriteAllBytes(path, content);
                break;
            default:
                using (FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.WriteByte(0);
                }

                break;
        }
    }

    private sealed class FixedClock(DateTimeOffset time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time;
    }
}
