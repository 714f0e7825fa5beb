using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

public sealed class HostTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("'fine'", 0, "fine")]
    [InlineData("exit 3", 3, "")]
    [InlineData("throw 'broken'", 1, "broken")]
    [InlineData("no-such-command; 'goes on'", 0, "goes on")]
    [InlineData("(Get-Module DeepWonder3D).Name", 0, "DeepWonder3D")]
    public async Task A_command_writes_and_ends_as_in_pwsh(string command, int expectedCode, string expectedText)
    {
        (int code, string text) = await HostProcess.Run(s_limit, "-Command", command);
        Assert.Equal(expectedCode, code);
        Assert.Contains(expectedText, text);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_gives_its_exit_code()
    {
        string script = Path.Combine(Path.GetTempPath(), $"host test [{Guid.NewGuid():N}].ps1");
        await File.WriteAllTextAsync(script, "param($Name, [switch] $Loud, [int] $Times) \"$Name $Loud $Times $args\"; exit 7", TestContext.Current.CancellationToken);
        try
        {
            (int code, string text) = await HostProcess.Run(s_limit, "-File", script, "-Name", "a b", "-Loud", "-Times:3", "rest");
            Assert.Equal((7, "a b True 3 rest"), (code, text.Trim()));
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Theory]
    [InlineData("3, 1, 2 | Sort-Object -Descending | Select-Object -First 2", "3 2")]
    [InlineData("[pscustomobject]@{ A = 2; B = 3 } | Select-Object A, @{ n = 'C'; e = { $_.A * $_.B } } | ForEach-Object { \"$($_.A) $($_.C)\" }", "2 6")]
    [InlineData("(1, 2, 6 | Measure-Object -Average).Average", "3")]
    [InlineData("(Get-ChildItem $PSHOME -Filter *.runtimeconfig.json -Name)", "deepwonder-host.runtimeconfig.json")]
    [InlineData("Write-Warning 'careful'", "WARNING: careful")]
    [InlineData("1..3 | Out-String | ForEach-Object { $_.Length -gt 3 }", "True")]
    [InlineData("Write-Progress 'activity' 'status' -PercentComplete 5", "")]
    public async Task Everyday_commands_do_as_in_pwsh(string command, string expected)
    {
        (int code, string text) = await HostProcess.Run(s_limit, "-NoModule", "-Command", command);
        Assert.Equal((0, expected), (code, string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task Ctrl_C_stops_the_pipeline_and_runs_what_must_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to another process alone.");
        string proof = Path.Combine(Path.GetTempPath(), $"host-stop-{Guid.NewGuid():N}");
        using System.Diagnostics.Process host = HostProcess.Start(
            "-NoModule", "-Command", $"try {{ [Console]::WriteLine('started'); Start-Sleep 600 }} finally {{ [System.IO.File]::WriteAllText('{proof}', 'stopped') }}");
        Assert.Equal("started", await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        using System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{host.Id}"]);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_limit, TestContext.Current.CancellationToken);
        Assert.Equal(130, host.ExitCode);
        Assert.Equal("stopped", await File.ReadAllTextAsync(proof, TestContext.Current.CancellationToken));
        File.Delete(proof);
    }

    [Fact]
    public async Task A_wrong_command_line_is_explained()
    {
        (int code, string text) = await HostProcess.Run(s_limit, "-Comand", "1");
        Assert.Equal(64, code);
        Assert.Contains("-Comand", text);
        Assert.Contains("deepwonder-host", text);
    }
}
