using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Watching;
using DeepWonder3D.Tests.Volumes;

namespace DeepWonder3D.Tests.Runs;

public sealed class WatchTests : FolderTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(20);

    private string Input => Directory.CreateDirectory(Folder.File("in")).FullName;

    private string Output => Folder.File("out");

    [Fact]
    public void Broken_recordings_are_set_aside_with_the_reason_and_the_others_are_done_once()
    {
        int count = OnDemand.Count("DEEPWONDER3D_BROKEN", 2 * BrokenFiles.KindCount);
        int broken = Math.Max(BrokenFiles.KindCount, count / 10);
        Dictionary<string, string> expected = [];
        for (int i = 0; i < count; i++)
        {
            if (i % (count / broken) == 0 && expected.Count < broken)
            {
                expected[$"r{i}"] = BrokenFiles.Write(Input, $"r{i}", expected.Count);
            }
            else
            {
                RunSamples.Write(Path.Combine(Input, $"r{i}.tif"), RunSamples.Movie);
            }
        }

        List<ExtractionResult> results = Watch(Once());
        Assert.Equal(count, results.Count);
        Assert.Equal(
            expected.OrderBy(e => e.Key),
            results.Where(r => r.State == ExtractionState.Failed).ToDictionary(r => r.Name, r => r.ErrorId!).OrderBy(e => e.Key));
        Assert.Equal(count - broken, results.Count(r => r.State == ExtractionState.Done));
        Assert.Equal(
            broken, Directory.GetFiles(Path.Combine(Output, "watch"))
                .Count(f => File.ReadAllText(f).Contains("SetAside", StringComparison.Ordinal)));
        Assert.Empty(Watch(Once()));
        Assert.Equal(count, Directory.GetFiles(Input).Length);
    }

    [Fact]
    public void A_recording_that_was_set_aside_is_taken_again_when_its_file_changes()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie[..1000]);
        Assert.Equal(ExtractionState.Failed, Assert.Single(Watch(Once())).State);
        Assert.Empty(Watch(Once()));
        RunSamples.Write(path, RunSamples.Movie);
        Assert.Equal(ExtractionState.Done, Assert.Single(Watch(Once())).State);
    }

    [Fact]
    public void A_recording_that_was_taken_before_its_last_file_came_is_done_again()
    {
        string[] files = [.. new[] { "s_MMStack.ome.tif", "s_MMStack_1.ome.tif" }.Select(n => SharedMaterial.Path($"cases/mm_split/{n}"))];
        File.Copy(files[0], Path.Combine(Input, Path.GetFileName(files[0])));
        ExtractionResult early = Assert.Single(Watch(Once()));
        Assert.True(early.Warnings.Any(w => w.Contains("is not whole", StringComparison.Ordinal)), $"{early} {early.Error}");
        Assert.Empty(Watch(Once()));
        File.Copy(files[1], Path.Combine(Input, Path.GetFileName(files[1])));
        ExtractionResult late = Assert.Single(Watch(Once()));
        Assert.Equal(early.Name, late.Name);
        Assert.DoesNotContain(late.Warnings, w => w.Contains("is not whole", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_still_written_is_waited_for()
    {
        string path = Path.Combine(Input, "growing.tif");
        byte[] content = RunSamples.Movie;
        Task<List<ExtractionResult>> watch = Task.Run(() => Watch(Following() with { QuietTime = TimeSpan.FromSeconds(3) }, take: 1));
        for (int written = 0; written < content.Length; written += content.Length / 8)
        {
            using (FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            {
                file.Write(content.AsSpan(written, Math.Min(content.Length / 8, content.Length - written)));
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExtractionState.Done, Assert.Single(await watch).State);
    }

    [Fact]
    public async Task A_single_pass_leaves_what_grows_while_it_looks()
    {
        using CancellationTokenSource stop = new();
        string path = RunSamples.Write(Path.Combine(Input, "growing.tif"), RunSamples.Movie[..1000]);
        Task writer = Task.Run(() =>
        {
            while (!stop.Token.WaitHandle.WaitOne(5))
            {
                using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.WriteByte(0);
            }
        }, TestContext.Current.CancellationToken);
        Assert.Empty(Watch(Once() with { QuietTime = TimeSpan.FromSeconds(2), Interval = TimeSpan.FromMilliseconds(100) }));
        stop.Cancel();
        await writer;
    }

    [Fact]
    public void A_marker_says_that_a_recording_is_complete()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        RunSamples.Write(Path.Combine(Input, "b.tif"), RunSamples.Movie);
        RunSamples.Write(Path.Combine(Input, "b.done"), []);
        Assert.Equal("b", Assert.Single(Watch(Once() with { Marker = ".done", QuietTime = TimeSpan.FromHours(1) })).Name);
    }

    [Fact]
    public void Views_are_waited_for_until_all_are_there()
    {
        string[] views = RunSamples.Views(Input);
        byte[] last = File.ReadAllBytes(views[2]);
        File.Delete(views[2]);
        Assert.Empty(Watch(Once() with { ViewCount = 3 }));
        RunSamples.Write(views[2], last);
        Assert.Equal(3, Assert.Single(Watch(Once() with { ViewCount = 3 }, RunSamples.InSpace(Output))).ViewCount);
    }

    [Fact]
    public async Task A_drive_that_goes_away_and_comes_back_is_waited_for()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        WatchOptions following = Following();
        Directory.Move(Folder.File("in"), Folder.File("away"));
        ActingObserver observer = new("cannot be reached", () => { });
        Task<List<ExtractionResult>> watch = Task.Run(() => Watch(following, observer: observer, take: 1));
        Assert.True(SpinWait.SpinUntil(() => observer.Said.Count > 0
            && observer.Said.ToArray().Any(s => s.Contains("Waiting for it", StringComparison.Ordinal)), TimeSpan.FromSeconds(30)));
        Directory.Move(Folder.File("away"), Folder.File("in"));
        Assert.Equal(ExtractionState.Done, Assert.Single(await watch).State);
    }

    [Fact]
    public void A_drive_that_goes_away_in_mid_run_sets_nothing_aside()
    {
        string path = RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.True(File.Exists(path));
        ActingObserver leaving = new("Removing background", () => Directory.Move(Folder.File("in"), Folder.File("away")));
        ActingObserver observer = new("taken up again", () => Directory.Move(Folder.File("away"), Folder.File("in")));
        ExtractionResult result = Assert.Single(Watch(Following(), observer: new Both(leaving, observer), take: 1));
        Assert.Equal(ExtractionState.Done, result.State);
        Assert.Contains(observer.Said, s => s.Contains("the drive went away", StringComparison.Ordinal));
    }

    [Fact]
    public void A_single_pass_on_a_folder_that_is_not_there_ends_with_the_reason()
    {
        Refusal.Of(ErrorId.FileNotFound, () => Watch(Once() with { Folders = [Folder.File("nowhere")] }));
    }

    [Fact]
    public void A_file_named_stop_ends_the_watch()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "stop"), "");
        Assert.Empty(Watch(Following()));
        Assert.False(File.Exists(Path.Combine(Output, "stop")));
    }

    [Fact]
    public void Only_names_that_fit_the_filter_are_taken()
    {
        RunSamples.Write(Path.Combine(Input, "mouse1.tif"), RunSamples.Movie);
        RunSamples.Write(Path.Combine(Input, "test.tif"), RunSamples.Movie);
        Assert.Equal("mouse1", Assert.Single(Watch(Once() with { Filter = "mouse*.tif" })).Name);
    }

    [Fact]
    public void A_pass_that_finds_nothing_ends_otherwise_than_one_that_finds_all_done()
    {
        Assert.Empty(Watch(Once()));
        Assert.Equal((RunState.NothingDone, 6), (_summary!.State, _summary.ExitCode));
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.Single(Watch(Once()));
        Assert.Empty(Watch(Once()));
        Assert.Equal((RunState.Done, 0, 1), (_summary.State, _summary.ExitCode, _summary.UnchangedCount));
    }

    [Fact]
    public void What_was_set_aside_is_missing_in_every_pass()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie[..1000]);
        RunSamples.Write(Path.Combine(Input, "b.tif"), RunSamples.Movie);
        Assert.Equal(2, Watch(Once()).Count);
        Assert.Empty(Watch(Once()));
        Assert.Equal((RunState.DoneWithFailures, 2), (_summary!.State, _summary.ExitCode));
        Assert.Equal(("a", "TiffTruncated"), (_summary.Failures[0].Name, _summary.Failures[0].ErrorId));
    }

    [Theory]
    [InlineData("late.nd2")]
    [InlineData("late.czi")]
    [InlineData("late.isxd")]
    public void What_arrives_and_is_not_read_is_said_once_and_counts_at_the_end_unless_the_filter_leaves_it_out(string name)
    {
        ActingObserver observer = new("", () => { });
        File.WriteAllBytes(Path.Combine(Input, name), [1]);
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.Single(Watch(Once(), observer: observer));
        Assert.Equal((RunState.DoneWithUnread, 7), (_summary!.State, _summary.ExitCode));
        Assert.Single(observer.Warnings, w => w.Contains(name, StringComparison.Ordinal));
        Watch(Once() with { Filter = "*.tif" });
        Assert.Equal((RunState.Done, 0), (_summary.State, _summary.ExitCode));
    }

    [Fact]
    public void What_was_set_aside_is_taken_again_with_other_parameters()
    {
        using (Volume deep = TestVolumes.Create(60, 32, 32, (t, y, x) => 100 + (((t * 7919) + (y * 31) + x) % 251), planes: 3))
        {
            VolumeWriter.Write(
                deep, Path.Combine(Input, "deep.tif"), VolumeWriteOptions.Default, SilentObserver.Instance, CancellationToken.None);
        }

        Assert.Equal("AxesMismatch", Assert.Single(Watch(Once())).ErrorId);
        Assert.Empty(Watch(Once()));
        ExtractionOptions plane = RunSamples.Flat(Output) with { Reading = new() { Plane = 1 } };
        Assert.Equal(ExtractionState.Done, Assert.Single(Watch(Once(), plane)).State);
    }

    [Fact]
    public void What_is_not_complete_yet_is_named()
    {
        RunSamples.Views(Input);
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Watch(Once() with { ViewCount = 4 });
        Assert.Equal(["a", "mouse"], _summary!.NotComplete.Order());
        Assert.Equal(RunState.NothingDone, _summary.State);
        Assert.Contains("2 not complete yet", _summary.Message, StringComparison.Ordinal);
    }

    private RunSummary? _summary;

    private WatchOptions Following() => new() { Folders = [Input], QuietTime = TimeSpan.Zero, Interval = s_tick };

    private WatchOptions Once() => Following() with { Once = true };

    private List<ExtractionResult> Watch(
        WatchOptions options, ExtractionOptions? extraction = null, IStageObserver? observer = null, int take = int.MaxValue)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        IStageObserver heard = observer ?? SilentObserver.Instance;
        using ExtractionRun run = ExtractionRun.Start(extraction ?? RunSamples.Flat(Output), heard, token);
        AcquisitionWatch watch = new(run, options, VolumeReadOptions.Default, TimeProvider.System);
        List<ExtractionResult> results = [];
        while (results.Count < take && watch.Next(heard, token) is { } result)
        {
            results.Add(result);
        }

        _summary = run.Finish();
        return results;
    }

    private sealed class Both(IStageObserver first, IStageObserver second) : IStageObserver
    {
        public void Progress(StageProgress progress)
        {
            first.Progress(progress);
            second.Progress(progress);
        }

        public void Warn(string message)
        {
            first.Warn(message);
            second.Warn(message);
        }

        public void Verbose(string message)
        {
            first.Verbose(message);
            second.Verbose(message);
        }
    }
}
