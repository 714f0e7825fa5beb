using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using DeepWonder3D.Cmdlets;
using Xunit;
using Trace = DeepWonder3D.Neurons.Trace;

namespace DeepWonder3D.Tests.PowerShell;

public sealed class ModuleTests(ModuleFixture module, ITestOutputHelper output) : IClassFixture<ModuleFixture>
{
    private const string MaximumOfTrace = "[DeepWonder3D.Neurons.Trace]::new([float[]](1, 2, 3)).Maximum";

    [Fact]
    public void Importing_is_silent()
    {
        using Runspace runspace = ModuleFixture.OpenRunspace();
        Stopwatch watch = Stopwatch.StartNew();
        InvocationResult result = ModuleFixture.Invoke(runspace, "Import-Module $args[0] -Verbose:$false", ModuleFixture.Manifest);
        output.WriteLine($"Import took {watch.ElapsedMilliseconds} ms.");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Empty(result.Verbose);
        Assert.Empty(result.Progress);
    }

    [Fact]
    public void Every_cmdlet_that_is_compiled_is_exported_by_the_manifest_and_back()
    {
        string[] compiled = [.. typeof(DeepWonderCmdlet).Assembly.GetTypes()
            .Select(t => t.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(c => $"{c.VerbName}-{c.NounName}")];
        IReadOnlyList<string> exported =
            module.Invoke("(Test-ModuleManifest $args[0]).ExportedCmdlets.Keys", ModuleFixture.Manifest).OutputOf<string>();
        Assert.Equal([], compiled.Except(exported));
        Assert.Equal([], exported.Except(compiled));
    }

    [Fact]
    public void Every_cmdlet_states_what_it_writes()
    {
        IEnumerable<string> silent = typeof(DeepWonderCmdlet).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<CmdletAttribute>() is not null && !t.GetCustomAttributes<OutputTypeAttribute>().Any())
            .Select(t => t.Name);
        Assert.Empty(silent);
    }

    [Fact]
    public void What_writes_files_can_say_so_and_ask_before()
    {
        IEnumerable<string> silent = typeof(DeepWonderCmdlet).Assembly.GetTypes()
            .Where(t => t.GetCustomAttribute<CmdletAttribute>() is { SupportsShouldProcess: false } c
                && (c.VerbName == VerbsData.Export || t.GetProperty("Force") is not null))
            .Select(t => t.Name);
        Assert.Empty(silent);
    }

    [Fact]
    public void Objects_of_the_module_are_objects_of_Core()
    {
        Trace trace = new([1, 2, 5]);
        Assert.Equal(
            5f, Assert.Single(module.Invoke("param([DeepWonder3D.Neurons.Trace] $trace) $trace.Maximum", trace).OutputOf<float>()));
    }

    [Fact]
    public void Removing_and_importing_again_works()
    {
        using Runspace runspace = ModuleFixture.OpenRunspace();
        for (int i = 0; i < 3; i++)
        {
            ModuleFixture.Invoke(runspace, "Import-Module $args[0]", ModuleFixture.Manifest);
            Assert.Single(ModuleFixture.Invoke(runspace, MaximumOfTrace).OutputOf<float>());
            ModuleFixture.Invoke(runspace, "Remove-Module DeepWonder3D");
            Assert.Empty(ModuleFixture.Invoke(runspace, "Get-Module DeepWonder3D").Output);
        }
    }

    [Fact]
    public void Importing_by_force_works()
    {
        using Runspace runspace = ModuleFixture.OpenRunspace();
        InvocationResult result = ModuleFixture.Invoke(
            runspace,
            $"1..3 | ForEach-Object {{ Import-Module $args[0] -Force; {MaximumOfTrace} }}".Replace(
                "$args[0]", $"'{ModuleFixture.Manifest}'", StringComparison.Ordinal));
        Assert.Equal([3f, 3f, 3f], result.OutputOf<float>());
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void One_runspace_keeps_the_module_when_another_removes_it()
    {
        using Runspace one = ModuleFixture.OpenRunspace();
        using Runspace other = ModuleFixture.OpenRunspace();
        Parallel.ForEach([one, other], runspace => ModuleFixture.Invoke(runspace, "Import-Module $args[0]", ModuleFixture.Manifest));
        ModuleFixture.Invoke(one, "Remove-Module DeepWonder3D");
        Assert.Equal(3f, Assert.Single(ModuleFixture.Invoke(other, MaximumOfTrace).OutputOf<float>()));
    }

    [Fact]
    public void It_works_in_parallel_pipelines()
    {
        InvocationResult result = module.Invoke(
            $"$manifest = $args[0]; 1..4 | ForEach-Object -ThrottleLimit 4 -Parallel {{ Import-Module $using:manifest; {MaximumOfTrace} }}",
            ModuleFixture.Manifest);
        Assert.Empty(result.Errors);
        Assert.Equal([3f, 3f, 3f, 3f], result.OutputOf<float>());
    }
}
