using DeepWonder3D.Files;
using DeepWonder3D.Runs;

namespace DeepWonder3D.Tests.Runs;

[Collection(ScratchTests.Name)]
public sealed class DiskFullTests
{
    [Theory]
    [InlineData("Denoising", "in a view's first stage")]
    [InlineData("Removing background", "between stages")]
    [InlineData("detections in", "when a view's neurons are written")]
    [InlineData("view_117: computed", "between views")]
    [InlineData("neurons.csv: written", "before the tables")]
    [InlineData("neurons.mat: written", "before the MATLAB file")]
    [InlineData("neurons.nwb: written", "before the NWB file")]
    [InlineData("report.html: written", "before the report")]
    public void A_full_disk_is_said_and_nothing_is_lost(string cue, string when)
    {
        using TmpfsMount disk = TmpfsMount.CreateOrSkip(16 << 10);
        using TemporaryFolder folder = new();
        RunSamples.Views(folder.File("in"));
        RunSamples.Run(RunSamples.InSpace(folder.File("whole")), folder.File("in"));
        SortedDictionary<string, string> whole = RunSamples.Bytes(folder.File("whole"));

        string output = Path.Combine(disk.Root, "out");
        ExtractionResult result = Assert.Single(
            RunSamples.Run(RunSamples.InSpace(output), folder.File("in"), new ActingObserver(cue, disk.Fill)));
        Assert.True(result.ErrorId == nameof(ErrorId.DiskFull), $"{when}: {result}");
        Assert.Matches("no room|are free there", result.Error!);
        Assert.Empty(
            Directory.GetFiles(output, "*.partial", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }));
        Assert.All(RunSamples.Bytes(output), file => Assert.Equal(whole[file.Key], file.Value));

        // The room that the run had kept for it holds the reason.
        using JsonDocument summary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(output, "summary.json")));
        Assert.Equal(2, summary.RootElement.GetProperty("exitCode").GetInt32());
        Assert.Contains("DiskFull", File.ReadAllText(Path.Combine(output, "mouse", "run.json")), StringComparison.Ordinal);

        disk.Free();
        Assert.Equal(ExtractionState.Done, Assert.Single(RunSamples.Run(RunSamples.InSpace(output), folder.File("in"))).State);
        Assert.Equal(whole, RunSamples.Bytes(output));
    }

    [Fact]
    public void A_disk_that_is_full_from_the_start_ends_the_run_before_it_begins()
    {
        using TmpfsMount disk = TmpfsMount.CreateOrSkip(1 << 10);
        using TemporaryFolder folder = new();
        RunSamples.Views(folder.File("in"));
        disk.Fill();
        Refusal.Of(ErrorId.DiskFull, () => RunSamples.Run(RunSamples.InSpace(disk.Root), folder.File("in")));
    }

    [Fact]
    public void Too_little_room_for_movies_is_said_before_work_begins()
    {
        using TmpfsMount disk = TmpfsMount.CreateOrSkip(3 << 10);
        using TemporaryFolder folder = new();
        RunSamples.Views(folder.File("in"));
        ExtractionResult result = Assert.Single(
            RunSamples.Run(RunSamples.InSpace(Path.Combine(disk.Root, "out")) with { KeepIntermediate = true }, folder.File("in")));
        Assert.Equal(nameof(ErrorId.DiskFull), result.ErrorId);
        Assert.Contains("Nothing was begun", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(disk.Root, "out", "mouse", "movies")));
    }

    [Fact]
    public void Scratch_files_without_room_are_said_before_work_begins()
    {
        using TmpfsMount disk = TmpfsMount.CreateOrSkip(512);
        using TemporaryFolder folder = new();
        RunSamples.Views(folder.File("in"));
        string? before = Environment.GetEnvironmentVariable(ScratchFolder.Variable);
        Environment.SetEnvironmentVariable(ScratchFolder.Variable, disk.Root);
        try
        {
            ExtractionResult result = Assert.Single(
                RunSamples.Run(RunSamples.InSpace(folder.File("out")) with { MemoryLimit = 4 << 20 }, folder.File("in")));
            Assert.Equal(nameof(ErrorId.DiskFull), result.ErrorId);
            Assert.Contains("movies between stages", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ScratchFolder.Variable, before);
            ScratchFolder.Release();
        }
    }

    [Fact]
    public void A_read_only_results_folder_ends_the_run_with_the_reason()
    {
        using TmpfsMount disk = TmpfsMount.CreateOrSkip(1 << 10);
        using TemporaryFolder folder = new();
        RunSamples.Views(folder.File("in"));
        disk.MakeReadOnly();
        Refusal.Of(ErrorId.FileWriteFailed, () => RunSamples.Run(RunSamples.InSpace(disk.Root), folder.File("in")));
    }
}
