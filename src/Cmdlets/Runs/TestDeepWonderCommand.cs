using System.Management.Automation;
using DeepWonder3D.Runs.Checking;

namespace DeepWonder3D.Cmdlets.Runs;

/// <summary>
/// Checks all that a run needs (module, models, devices, disk, a tiny run from end to end), and says what is wrong and how to mend it.
/// </summary>
/// <example><code>Test-DeepWonder -OutputPath E:\results | Where-Object State -ne Ok | Format-List</code></example>
[Cmdlet(VerbsDiagnostic.Test, "DeepWonder")]
[OutputType(typeof(CheckResult))]
public sealed class TestDeepWonderCommand : DeepWonderCmdlet
{
    /// <summary>A results folder to check, too.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? OutputPath { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string? folder = OutputPath is null ? null : SessionState.Path.GetUnresolvedProviderPathFromPSPath(OutputPath);
        CheckState worst = CheckState.Ok;
        foreach ((string name, var check) in InstallationCheck.All(folder))
        {
            CheckResult result = Run((observer, token) => InstallationCheck.Run(name, () => check(observer, token)));
            worst = result.State > worst ? result.State : worst;
            WriteObject(result);
        }

        SessionState.PSVariable.Set("global:LASTEXITCODE", worst == CheckState.Problem ? 3 : 0);
    }
}
