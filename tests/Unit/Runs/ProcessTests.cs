using System.Diagnostics;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Runs;

/// <summary>What holds between processes: killed ones, two at once, and one that does many recordings.</summary>
public sealed class ProcessTests : FolderTests
{
    private readonly ITestOutputHelper _log;

    public ProcessTests(ITestOutputHelper log)
    {
        _log = log;
        CalibrationFile.Write(RunSamples.Calibration, Folder.File("calibration.json"), overwrite: true);
    }

    private string Input => Folder.File("in");

    [Fact]
    public void A_run_that_is_killed_at_any_moment_and_started_again_gives_the_same_bytes()
    {
        int kills = OnDemand.Count("DEEPWONDER3D_KILLS", 6);
        RunSamples.Views(Input);
        long started = Stopwatch.GetTimestamp();
        Assert.Equal(0, Finish(Extraction("whole", "-KeepIntermediate -ThrottleLimit 2")));
        TimeSpan whole = Stopwatch.GetElapsedTime(started);
        SortedDictionary<string, string> expected = RunSamples.Bytes(Folder.File("whole"));
        Random random = new(20261126);
        int inWork = 0, partials = 0, scratches = 0;
        for (int i = 0; i < kills; i++)
        {
            string output = Folder.File($"out{i}");
            using (Process run = Extraction($"out{i}", "-KeepIntermediate -ThrottleLimit 2"))
            {
                // Half of the moments are counted from when work begins: starting the engine takes as long as the work.
                if (i % 2 == 0)
                {
                    SpinWait.SpinUntil(() => File.Exists(Path.Combine(output, "log.txt")) || run.HasExited, TimeSpan.FromMinutes(1));
                }

                Thread.Sleep(whole * random.NextDouble() * (i % 2 == 0 ? 0.7 : 1));
                run.Kill();
                run.WaitForExit();
            }

            inWork += Directory.Exists(output) && !File.Exists(Path.Combine(output, "mouse", "run.json")) ? 1 : 0;
            partials += Partials(output);
            scratches += Scratch();
            if (Directory.Exists(output))
            {
                Assert.All(
                    RunSamples.Bytes(output).Where(f => !f.Key.EndsWith(".partial", StringComparison.Ordinal)),
                    f => Assert.True(f.Key.EndsWith("recording.json", StringComparison.Ordinal)
                        || expected[f.Key] == f.Value, $"{f.Key} is half written."));
            }

            Assert.Equal(0, Finish(Extraction($"out{i}", "-KeepIntermediate -ThrottleLimit 2")));
            Assert.Equal(expected, RunSamples.Bytes(output));
            Assert.Equal((0, 0), (Partials(output), Scratch()));
            Directory.Delete(output, recursive: true);
        }

        _log.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{kills} kills, {inWork} of them in mid-work; they left {partials} unfinished files and {scratches} scratch files behind, "
                + $"which the next start removed. One run takes {whole.TotalSeconds:0.0} s."));
    }

    [Fact]
    public void A_run_that_is_killed_with_movies_in_scratch_files_leaves_none_after_the_next_start()
    {
        const string Little = "-MemoryLimit 24MB -ThrottleLimit 2";
        RunSamples.LongViews(Input);
        Assert.Equal(0, Finish(Extraction("whole", Little)));
        using (Process run = Extraction("out", Little))
        {
            Assert.True(SpinWait.SpinUntil(() => Scratch() > 0 || run.HasExited, TimeSpan.FromMinutes(2)));
            run.Kill();
            run.WaitForExit();
        }

        Assert.True(Scratch() > 0);
        Assert.Equal(0, Finish(Extraction("out", Little)));
        Assert.Equal(0, Scratch());
        Assert.Equal(RunSamples.Bytes(Folder.File("whole")), RunSamples.Bytes(Folder.File("out")));
    }

    [Fact]
    public void A_folder_in_use_is_refused_until_its_process_is_killed()
    {
        RunSamples.Views(Input);
        string empty = Directory.CreateDirectory(Folder.File("empty")).FullName;
        using Process watch = Start($"Watch-Acquisition '{empty}' '{Folder.File("out")}'");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Folder.File("out/run.owner.json")), TimeSpan.FromMinutes(1)));
        Assert.Equal(4, Finish(Extraction("out", "")));
        watch.Kill();
        watch.WaitForExit();
        Assert.Equal(0, Finish(Extraction("out", "")));
        Assert.Contains("is taken over", File.ReadAllText(Folder.File("out/log.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_started_at_once_on_one_folder_do_the_work_once()
    {
        RunSamples.Views(Input);
        Process[] both = [Extraction("out", ""), Extraction("out", "")];
        int[] codes = [.. both.Select(Finish)];
        Assert.Contains(0, codes);
        Assert.All(codes, code => Assert.True(code is 0 or 4));
        Assert.Equal(0, Finish(Extraction("alone", "")));
        Assert.Equal(RunSamples.Bytes(Folder.File("alone")), RunSamples.Bytes(Folder.File("out")));
    }

    [Fact]
    public void Two_processes_on_two_folders_at_once_give_what_each_gives_alone()
    {
        RunSamples.Views(Input);
        Process[] both = [Extraction("one", ""), Extraction("two", "")];
        Assert.All(both, run => Assert.Equal(0, Finish(run)));
        Assert.Equal(0, Finish(Extraction("alone", "")));
        SortedDictionary<string, string> alone = RunSamples.Bytes(Folder.File("alone"));
        Assert.Equal(alone, RunSamples.Bytes(Folder.File("one")));
        Assert.Equal(alone, RunSamples.Bytes(Folder.File("two")));
    }

    [Fact]
    public void Many_recordings_in_one_process_leave_it_as_it_was_after_the_tenth()
    {
        int count = OnDemand.Count("DEEPWONDER3D_SOAK", 24);
        for (int i = 0; i < count; i++)
        {
            RunSamples.Write(Path.Combine(Input, $"r{i}.tif"), RunSamples.Movie);
        }

        string script = $$"""
            $n = 0
            Watch-Acquisition '{{Input}}' '{{Folder.File("out")}}' -Once -QuietTime 0 -Interval 0.1 | ForEach-Object {
                $n++
                if ($_.State -ne 'Done') { $_.Error }
                if ($n -eq 10 -or $n -eq {{count}} -or $n % 100 -eq 0) {
                    $heap = [GC]::GetTotalMemory($true)
                    $p = [System.Diagnostics.Process]::GetCurrentProcess()
                    $scratch = [System.IO.Directory]::GetFiles('{{ScratchRoot}}', '*.scratch', 'AllDirectories').Length
                    "soak $n $heap $($p.WorkingSet64) $($p.HandleCount) $($p.Threads.Count) $scratch"
                }
            }
            """;
        using Process run = Start(script);
        string[] lines = [.. run.StandardOutput.ReadToEnd().Split('\n').Where(line => line.StartsWith("soak", StringComparison.Ordinal))];
        Assert.Equal(0, Finish(run));
        foreach (string line in lines)
        {
            _log.WriteLine(line);
        }

        long[] tenth = Numbers(lines[0]);
        long[] last = Numbers(lines[^1]);
        Assert.Equal((10, count), (tenth[0], last[0]));
        Assert.True(last[1] - tenth[1] < 4 << 20, "The managed heap has grown.");
        Assert.True(last[2] - tenth[2] < 64 << 20, "The process's memory has grown.");
        Assert.True(last[3] <= tenth[3] + 6, "Handles were left open.");
        Assert.True(last[4] <= tenth[4] + 6, "Threads were left.");
        Assert.Equal(0, last[5]);

        static long[] Numbers(string line) => [.. line.Trim().Split(' ').Skip(1).Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
    }

    private string ScratchRoot => Directory.CreateDirectory(Folder.File("scratch")).FullName;

    private Process Extraction(string output, string more) => Start(
        $"Invoke-NeuronExtraction '{Input}' '{Folder.File(output)}' -Calibration (Import-ViewCalibration "
            + $"'{Folder.File("calibration.json")}') -MinViewCount 2 {more}");

    private Process Start(string script) => ShellProcess.Start(
        new Dictionary<string, string> { ["DEEPWONDER3D_SCRATCH"] = ScratchRoot }, "-Command", script + "; exit $LASTEXITCODE");

    private int Finish(Process process)
    {
        using (process)
        {
            string text = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                _log.WriteLine(text);
            }

            return process.ExitCode;
        }
    }

    private static int Partials(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.partial", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Length
        : 0;

    private int Scratch() => Directory.GetFiles(ScratchRoot, "*.scratch", SearchOption.AllDirectories).Length;
}

/// <summary>How much a test does: little in the ordinary run, as much as an environment variable says on demand.</summary>
internal static class OnDemand
{
    public static int Count(string variable, int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            ? count
            : ordinary;
}
