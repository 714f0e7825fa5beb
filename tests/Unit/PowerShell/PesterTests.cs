using System.Text.RegularExpressions;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>
/// The Pester files, each run by <c>tools/Host</c> in a process of its own, where nothing but the staged module brings Core in. Under pwsh
/// with Pester 5 the same files run as they are.
/// </summary>
public sealed partial class PesterTests(ITestOutputHelper output)
{
    private static readonly string s_folder = Path.Combine(SharedMaterial.Root, "tests", "Pester");
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);

    public static TheoryData<string> Files => [.. Directory.GetFiles(s_folder, "*.Tests.ps1").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Pester_file_passes(string file)
    {
        (int code, string text) = await HostProcess.Run(s_limit, "-Pester", Path.Combine(s_folder, file));
        output.WriteLine(text);
        Match summary = Summary().Match(text);
        Assert.True(summary.Success, text);
        Assert.True(code == 0 && summary.Groups["failed"].Value == "0", text);
        Assert.SkipWhen(summary.Groups["passed"].Value == "0", text);
    }

    [GeneratedRegex(@"^Tests Passed: (?<passed>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
