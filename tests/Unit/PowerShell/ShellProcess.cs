using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>PowerShell in a process of its own, as users run it.</summary>
internal static class ShellProcess
{
    private static readonly string s_suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    // The runtime that runs the tests, wherever it is installed.
    private static readonly string s_dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>A path that the build knows.</summary>
    public static string Built(string name) =>
        typeof(ShellProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == name).Value!;

    /// <summary>Runs <c>tools/Host</c> to its end.</summary>
    /// <returns>Its exit code, and what it wrote to standard output and then to standard error.</returns>
    public static Task<(int ExitCode, string Text)> Run(TimeSpan limit, params string[] arguments) =>
        Run(ShellProgram.Host, limit, arguments);

    /// <summary>Runs a shell to its end.</summary>
    /// <inheritdoc cref="Run(TimeSpan, string[])"/>
    public static async Task<(int ExitCode, string Text)> Run(ShellProgram shell, TimeSpan limit, params string[] arguments)
    {
        using Process process = Start(shell, new Dictionary<string, string>(), arguments);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit);
        Task<string> text = process.StandardOutput.ReadToEndAsync(timeout.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await text + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Starts <c>tools/Host</c> with its streams redirected, and with variables of its own.</summary>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(ShellProgram.Host, environment, arguments);

    private static Process Start(ShellProgram shell, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        string[] program = shell == ShellProgram.Host
            ? [Built("Host") + s_suffix]
            : [Path.Combine(s_dotnet, "dotnet" + s_suffix), Built("Pwsh")];
        ProcessStartInfo start = new(program[0], [.. program[1..], "-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["DOTNET_ROOT"] = s_dotnet;
        start.Environment["NO_COLOR"] = start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        // The engine in this process has put its own folders there.
        start.Environment.Remove("PSModulePath");
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
