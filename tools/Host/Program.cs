using System.Management.Automation;
using Microsoft.PowerShell;

// First in the path of modules, so that scripts find the build of this clone and not a version that is installed.
string staged = Path.GetFullPath("../../../../../out", AppContext.BaseDirectory);
string own = ModuleIntrinsics.GetPSModulePath(ModuleIntrinsics.PSModulePathScope.User);
string[] inherited = Environment.GetEnvironmentVariable("PSModulePath") is { } path ? [path] : [];
Environment.SetEnvironmentVariable("PSModulePath", string.Join(Path.PathSeparator, [staged, own, .. inherited]));
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
if (OperatingSystem.IsWindows())
{
    // An installed pwsh brings a policy that allows scripts; the SDK leaves Windows' own, which allows none.
    Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
}

return ConsoleShell.Start("", "", args);
