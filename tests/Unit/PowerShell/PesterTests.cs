using System.Text.Json;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>
/// The Pester files under Pester itself, in processes where nothing but the staged module brings Core in. Each of their tests is one here.
/// </summary>
public sealed class PesterTests
{
    private static readonly string s_runner = Path.Combine(SharedMaterial.Root, "tests", "Unit", "PowerShell", "RunPester.ps1");
    private static readonly string s_tests = Path.Combine(SharedMaterial.Root, "tests", "Pester");
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public static async Task<IReadOnlyCollection<TheoryDataRow<PesterResult>>> Results(ShellProgram shell, string version)
    {
        using TemporaryFolder folder = new();
        string pester = Path.Combine(ShellProcess.Built("Pester"), version, "tools", "Pester.psd1");
        string results = folder.File("results.json");
        (int code, string text) = await ShellProcess.Run(
            shell, s_limit, "-File", s_runner, "-Pester", pester, "-Path", s_tests, "-Results", results);
        Assert.True(code == 0, text);
        PesterResult[] tests = JsonSerializer.Deserialize<PesterResult[]>(await File.ReadAllTextAsync(results))!;
        return [.. tests.Select(t => new TheoryDataRow<PesterResult>(t) { TestDisplayName = $"Pester {version} in {shell}" })];
    }

    [Theory]
    [MemberData(nameof(Results), ShellProgram.Host, "6.2.0", DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Results), ShellProgram.Tool, "5.9.1", DisableDiscoveryEnumeration = true)]
    public void Pester_test_passes(PesterResult test)
    {
        Assert.SkipWhen(test.Outcome == "Skipped", test.Message);
        Assert.True(test.Outcome == "Passed", test.Message);
    }
}
