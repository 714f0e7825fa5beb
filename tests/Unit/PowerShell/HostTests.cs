using System.Diagnostics;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>What <c>tools/Host</c> adds to PowerShell: the module of this clone, by its name.</summary>
public sealed class HostTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_module_of_this_clone_is_found_by_its_name_before_any_that_is_installed()
    {
        using TemporaryFolder folder = new();
        string installed = Directory.CreateDirectory(folder.File("DeepWonder3D")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(installed, "DeepWonder3D.psm1"), "function Find-Neuron { 'another' }", TestContext.Current.CancellationToken);
        using Process host = ShellProcess.Start(
            new Dictionary<string, string> { ["PSModulePath"] = folder.Root }, "-Command", "(Get-Command Find-Neuron).Module.ModuleBase");
        string found = await host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Path.GetDirectoryName(ModuleFixture.Manifest), found.Trim());
    }

    [Theory]
    [InlineData("exit 3", 3, "")]
    [InlineData("throw 'broken'", 1, "broken")]
    [InlineData("(Get-Model denoise | ConvertTo-Json | ConvertFrom-Json).Name", 0, "denoise")]
    [InlineData("Get-ChildItem $PSHOME/Modules -Name", 0, "Microsoft.PowerShell.Utility")]
    public async Task A_command_writes_and_ends_as_in_pwsh(string command, int expectedCode, string expectedText)
    {
        (int code, string text) = await ShellProcess.Run(s_limit, "-Command", command);
        Assert.Equal(expectedCode, code);
        Assert.Contains(expectedText, text);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_stage_and_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to another process alone.");
        using TemporaryFolder folder = new();
        string scratch = Directory.CreateDirectory(folder.File("scratch")).FullName;
        using Process host = ShellProcess.Start(
            new Dictionary<string, string> { ["DEEPWONDER3D_SCRATCH"] = scratch, ["DEEPWONDER3D_MEMORY_LIMIT"] = "64MB" },
            "-Command",
            "$recording = New-SimulatedRecording Easy -ViewCount 1 -Height 256 -Width 256 -FrameCount 400 -NeuronCount 0 -ViewOnly; "
            + "$PID; $recording.Views | Invoke-Denoise");
        Assert.Equal($"{host.Id}", await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(scratch, "*", SearchOption.AllDirectories).Length > 0, s_limit));
        using Process kill = Process.Start("kill", ["-INT", $"{host.Id}"]);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_limit, TestContext.Current.CancellationToken);
        Assert.Empty(Directory.GetFiles(scratch, "*", SearchOption.AllDirectories));
    }
}
