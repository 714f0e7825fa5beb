using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DeepWonder3D.Cmdlets;
using Xunit;
using Shell = System.Management.Automation.PowerShell;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>
/// PowerShell in this process with the staged module imported. One per test class, as <c>IClassFixture&lt;ModuleFixture&gt;</c>.
/// </summary>
public sealed class ModuleFixture : IDisposable
{
    static ModuleFixture()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        if (OperatingSystem.IsWindows())
        {
            // Formats are scripts to Windows' default policy.
            Environment.SetEnvironmentVariable("PSExecutionPolicyPreference", "Bypass");
        }
    }

    /// <summary>Starts the engine and imports the module.</summary>
    public ModuleFixture()
    {
        AssertStagedAsReferenced();
        Runspace = OpenRunspace();
        Invoke("Import-Module $args[0]", Manifest);
    }

    /// <summary>The staged module's manifest.</summary>
    public static string Manifest { get; } = Path.Combine(SharedMaterial.Root, "out", "DeepWonder3D", "DeepWonder3D.psd1");

    /// <summary>The engine's session.</summary>
    public Runspace Runspace { get; }

    /// <summary>Another session, without the module.</summary>
    public static Runspace OpenRunspace()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        return runspace;
    }

    /// <summary>A script that is not started yet, for tests that stop it or listen to it while it runs.</summary>
    /// <param name="script">The script; it finds the arguments in <c>$args</c>.</param>
    /// <param name="arguments">Its arguments, passed as the objects they are.</param>
    public Shell Prepare(string script, params object?[] arguments) => Prepare(Runspace, script, arguments);

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">The script; it finds the arguments in <c>$args</c>.</param>
    /// <param name="arguments">Its arguments, passed as the objects they are.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="RuntimeException">It ended by an error.</exception>
    public InvocationResult Invoke(string script, params object?[] arguments) => Invoke(Runspace, script, arguments);

    /// <inheritdoc cref="Invoke(string, object?[])"/>
    public static InvocationResult Invoke(Runspace runspace, string script, params object?[] arguments)
    {
        using Shell shell = Prepare(runspace, script, arguments);
        IReadOnlyList<PSObject> output = [.. shell.Invoke()];
        return new InvocationResult(
            output,
            [.. shell.Streams.Error],
            [.. shell.Streams.Warning.Select(w => w.Message)],
            [.. shell.Streams.Verbose.Select(v => v.Message)],
            [.. shell.Streams.Progress]);
    }

    /// <inheritdoc/>
    public void Dispose() => Runspace.Dispose();

    private static Shell Prepare(Runspace runspace, string script, object?[] arguments)
    {
        Shell shell = Shell.Create(runspace);
        shell.AddScript(script);
        foreach (object? argument in arguments)
        {
            shell.AddArgument(argument);
        }

        return shell;
    }

    /// <summary>A process holds one build of an assembly: the staged one must be the one that the tests were built against.</summary>
    private static void AssertStagedAsReferenced()
    {
        string staged = Path.Combine(Path.GetDirectoryName(Manifest)!, "DeepWonder3D.PowerShell.dll");
        using PEReader file = new(File.OpenRead(staged));
        MetadataReader metadata = file.GetMetadataReader();
        Guid build = metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        Assert.True(
            build == typeof(DeepWonderCmdlet).Module.ModuleVersionId,
            $"'{staged}' is another build than the tests': build the tests again, so that they stage it.");
    }
}
