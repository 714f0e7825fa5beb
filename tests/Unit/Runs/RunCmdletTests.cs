using System.Diagnostics;
using System.Management.Automation;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Checking;
using DeepWonder3D.Formats;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Tests.Volumes;
using DeepWonder3D.Volumes;
using Shell = System.Management.Automation.PowerShell;

namespace DeepWonder3D.Tests.Runs;

/// <summary>
/// The cmdlets of whole runs, as a technician's script meets them; with the models that the module ships, which lie elsewhere in this
/// process.
/// </summary>
public sealed class RunCmdletTests(ModuleFixture module) : FolderTests, IClassFixture<ModuleFixture>
{
    private static readonly string s_models =
        $"-DenoiseModel '{RunSamples.Model("denoise")}' -BackgroundModel '{RunSamples.Model("background-2um")}' "
            + $"-SegmentationModel '{RunSamples.Model("segment-2um")}'";

    private string Input => Folder.File("in");

    private string Output => Folder.File("out");

    [Fact]
    public void A_folder_becomes_results_and_the_exit_code_says_so()
    {
        RunSamples.Views(Input);
        InvocationResult result = module.Invoke(
            $"Invoke-NeuronExtraction $args[0] $args[1] {s_models} -Calibration $args[2] -MinViewCount 2 -Notify {{ param($s) "
                + $"$global:told = $s }}; $global:LASTEXITCODE; $global:told",
            Input, Output, RunSamples.Calibration);
        Assert.Empty(result.Errors);
        ExtractionResult extraction = Assert.IsType<ExtractionResult>(result.Output[0].BaseObject);
        Assert.Equal((ExtractionState.Done, 3), (extraction.State, extraction.ViewCount));
        Assert.Equal(0, result.Output[1].BaseObject);
        Assert.Equal(RunState.Done, Assert.IsType<RunSummary>(result.Output[2].BaseObject).State);
    }

    [Fact]
    public void One_bad_recording_is_one_error_and_exit_code_2()
    {
        RunSamples.Write(Path.Combine(Input, "good [1].tif"), RunSamples.Movie);
        RunSamples.Write(Path.Combine(Input, "bad [2].tif"), [1, 2, 3]);
        InvocationResult result = module.Invoke(
            $"Invoke-NeuronExtraction -LiteralPath $args[0] -OutputPath $args[1] {s_models}; $global:LASTEXITCODE", Input, Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("NotATiff,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, result.Output[^1].BaseObject);
        Assert.Equal(3, result.Output.Count);
    }

    [Theory]
    [InlineData("-NotBetween dawn, dusk", "ParameterInvalid")]
    [InlineData("-Device Abacus", "ParameterInvalid")]
    [InlineData("-MinViewCount 2 -DepthRangeUm 5, 1", "ParameterInvalid")]
    [InlineData("-DenoiseModel nonesuch", "ModelNotFound")]
    public void What_no_recording_can_be_served_with_ends_the_command_with_exit_code_3(string parameters, string id)
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        InvocationResult result = module.Invoke(
            $"try {{ Invoke-NeuronExtraction $args[0] $args[1] {parameters} }} catch {{ $_.FullyQualifiedErrorId }}; $global:LASTEXITCODE",
            Input,
            Output);
        Assert.StartsWith(id + ",", (string)result.Output[0].BaseObject, StringComparison.Ordinal);
        Assert.Equal(3, result.Output[^1].BaseObject);
    }

    [Fact]
    public void A_results_folder_in_use_is_an_error_with_exit_code_4()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        using ExtractionRun other = ExtractionRun.Start(
            RunSamples.Flat(Output), DeepWonder3D.Work.SilentObserver.Instance, TestContext.Current.CancellationToken);
        InvocationResult result = module.Invoke(
            "try { Invoke-NeuronExtraction $args[0] $args[1] } catch { $_.FullyQualifiedErrorId, "
                + "$_.CategoryInfo.Category }; $global:LASTEXITCODE",
            Input,
            Output);
        Assert.StartsWith("ResultsInUse,", (string)result.Output[0].BaseObject, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ResourceBusy, result.Output[1].BaseObject);
        Assert.Equal(4, result.Output[2].BaseObject);
    }

    [Fact]
    public void WhatIf_does_nothing()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.Empty(
            module.Invoke(
                "Invoke-NeuronExtraction $args[0] $args[1] -WhatIf; Watch-Acquisition $args[0] $args[1] -WhatIf", Input, Output).Output);
        Assert.False(Directory.Exists(Output));
    }

    [Theory]
    [InlineData("Watch-Acquisition $args[0] $args[1] -QuietTime 3600", "\"Waiting\"")]
    [InlineData("Invoke-NeuronExtraction $args[0] $args[1] -NotBetween 00:00, 23:59", "\"Waiting\"")]
    public void Ctrl_C_ends_a_run_within_a_second_and_the_summary_says_so(string script, string state)
    {
        Assert.SkipWhen(DateTime.Now.TimeOfDay > new TimeSpan(23, 58, 0), "In the last minutes of the day there is nothing to wait for.");
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        using Shell shell = module.Prepare($"{script} {s_models}", Input, Output);
        shell.BeginInvoke();
        string summary = Path.Combine(Output, "summary.json");
        Assert.True(SpinWait.SpinUntil(
            () => File.Exists(summary) && File.ReadAllText(summary).Contains(state, StringComparison.Ordinal), TimeSpan.FromMinutes(2)));
        Stopwatch watch = Stopwatch.StartNew();
        shell.Stop();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed.TotalSeconds:0.00} s.");
        Assert.Contains("\"Stopped\"", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, "run.owner.json")));
    }

    [Fact]
    public void A_watch_of_one_pass_takes_what_is_there_once()
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.Single(
            module.Invoke($"Watch-Acquisition $args[0] $args[1] -Once -QuietTime 0 {s_models}", Input, Output)
                .OutputOf<ExtractionResult>());
        InvocationResult again = module.Invoke(
            $"Watch-Acquisition $args[0] $args[1] -Once -QuietTime 0 {s_models}; $global:LASTEXITCODE", Input, Output);
        Assert.Equal(0, Assert.Single(again.Output).BaseObject);
    }

    [Theory]
    [InlineData("", 6)]
    [InlineData("stack.czi", 7)]
    [InlineData("AVG_mouse.tif", 6)]
    [InlineData("broken.tif", 2)]
    public async Task The_scheduled_tasks_script_ends_a_real_shell_with_the_exit_code(string name, int expected)
    {
        Directory.CreateDirectory(Input);
        if (name.StartsWith("AVG", StringComparison.Ordinal))
        {
            using Volume image = TestVolumes.Create(1, 8, 8, (t, y, x) => y + x);
            VolumeWriter.Write(
                image,
                Path.Combine(Input, name),
                VolumeWriteOptions.Default,
                DeepWonder3D.Work.SilentObserver.Instance,
                CancellationToken.None);
        }
        else if (name.Length > 0)
        {
            File.WriteAllBytes(Path.Combine(Input, name), [1, 2, 3]);
        }

        Assert.Equal(expected, await Scheduled("-QuietTime", "0"));
    }

    [Theory]
    [InlineData("-FrameRate", "0,5x")]
    [InlineData("-Calibration", "nowhere.mat")]
    [InlineData("-QuietTime", "-5")]
    public async Task A_task_that_cannot_even_begin_does_not_end_with_0(string parameter, string value)
    {
        RunSamples.Write(Path.Combine(Input, "a.tif"), RunSamples.Movie);
        Assert.NotEqual(0, await Scheduled(parameter, value));
    }

    [Fact]
    public void A_path_that_is_not_there_is_missing_in_the_summary_too()
    {
        InvocationResult result = module.Invoke(
            "Invoke-NeuronExtraction $args[0] $args[1] -ErrorAction SilentlyContinue; $global:LASTEXITCODE",
            Folder.File("nowhere"),
            Output);
        Assert.Equal(2, result.Output[^1].BaseObject);
        Assert.Contains("FileNotFound", File.ReadAllText(Path.Combine(Output, "summary.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_read_option_of_Import_Volume_is_one_of_runs()
    {
        InvocationResult result = module.Invoke(
            "foreach ($c in 'Invoke-NeuronExtraction', 'Watch-Acquisition') { $has = (Get-Command $c).Parameters.Keys; "
                + "(Get-Command Import-Volume).Parameters.Keys | Where-Object { $_ -notin $has } }");
        Assert.All(result.Output, missing => Assert.Contains((string)missing.BaseObject, (string[])["Path", "LiteralPath", "ViewId"]));
    }

    private async Task<int> Scheduled(params string[] parameters)
    {
        string script = Path.Combine(SharedMaterial.Root, "examples", "scheduled-task.ps1");
        (int code, _) = await ShellProcess.Run(
            TimeSpan.FromMinutes(5), ["-File", script, "-Path", Input, "-OutputPath", Output, .. parameters]);
        return code;
    }

    [Fact]
    public async Task Everything_that_a_run_needs_is_checked()
    {
        (int code, string text) = await ShellProcess.Run(
            TimeSpan.FromMinutes(5),
            "-Command",
            $"Test-DeepWonder -OutputPath '{Output}' | ForEach-Object {{ \"$($_.Name): $($_.State)\" }}");
        Assert.Equal(0, code);
        Assert.All(
            ["Module: Ok", "ONNX Runtime: Ok", "Models: Ok", "Devices: Ok", "Pictures: Ok", "Results folder: Ok", "Tiny run: Ok"],
            line => Assert.Contains(line, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_results_folder_that_cannot_be_is_a_problem_with_a_remedy()
    {
        File.WriteAllText(Output, "a file");
        InvocationResult result = module.Invoke(
            "Test-DeepWonder -OutputPath $args[0] | Where-Object Name -eq 'Results folder'; $global:LASTEXITCODE", Output);
        CheckResult check = Assert.IsType<CheckResult>(result.Output[0].BaseObject);
        Assert.Equal(CheckState.Problem, check.State);
        Assert.NotNull(check.Remedy);
        Assert.Equal(3, result.Output[1].BaseObject);
    }
}
