using System.Text;

namespace DeepWonder3D.Host;

/// <summary>Runs a command, a script or Pester files in a PowerShell engine with the staged module loaded.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (HostArguments.TryParse(arguments, out HostArguments parsed) is { } complaint)
        {
            Console.Error.WriteLine(complaint);
            Console.Error.WriteLine(HostArguments.Usage);
            return HostArguments.UsageExitCode;
        }

        PrepareProcess();
        try
        {
            using EngineSession session = new(parsed.NoModule ? null : StagedModule.Find());
            return session.Run(parsed);
        }
        catch (FileNotFoundException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    private static void PrepareProcess()
    {
        // µ and × in units and sizes.
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (OperatingSystem.IsWindows())
        {
            // The process's own policy, as of `pwsh -ExecutionPolicy Bypass`: the user named the script to run. Group policy still wins.
            Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
        }
    }
}
