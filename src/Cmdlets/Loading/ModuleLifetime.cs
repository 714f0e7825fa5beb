using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.Loader;
using DeepWonder3D.Files;
using DeepWonder3D.Inference;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// What happens when the module is imported and removed. A process may have it in several runspaces at once: what belongs to the process is
/// set up for the first of them, and taken back when the last one removes the module or closes.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lock s_gate = new();
    private static readonly HashSet<Guid> s_runspaces = [];
    private static DependencyContext? s_dependencies;

    /// <inheritdoc/>
    public void OnImport()
    {
        Runspace runspace = Runspace.DefaultRunspace;
        lock (s_gate)
        {
            bool first = s_runspaces.Count == 0;
            if (!s_runspaces.Add(runspace.InstanceId))
            {
                return;
            }

            runspace.StateChanged += OnRunspaceStateChanged;
            if (first)
            {
                SetUp();
            }
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => Leave(Runspace.DefaultRunspace);

    private static void OnRunspaceStateChanged(object? sender, RunspaceStateEventArgs e)
    {
        if (e.RunspaceStateInfo.State is RunspaceState.Closed or RunspaceState.Broken)
        {
            Leave((Runspace)sender!);
        }
    }

    private static void Leave(Runspace runspace)
    {
        lock (s_gate)
        {
            if (s_runspaces.Remove(runspace.InstanceId))
            {
                runspace.StateChanged -= OnRunspaceStateChanged;
                if (s_runspaces.Count == 0)
                {
                    TakeBack();
                }
            }
        }
    }

    private static void SetUp()
    {
        if (s_dependencies is null)
        {
            // Both outlive a removal: a context cannot be unloaded once it holds native libraries, and volumes that the user still holds
            // may have scratch files until the process ends.
            s_dependencies = new DependencyContext(
                Path.Combine(Path.GetDirectoryName(typeof(ModuleLifetime).Assembly.Location)!, "dependencies"));
            AppDomain.CurrentDomain.ProcessExit += (_, _) => ScratchFolder.Release(withFiles: true);
        }

        AssemblyLoadContext.Default.Resolving += s_dependencies.Resolve;
    }

    private static void TakeBack()
    {
        // The cache first: clearing it may load an assembly.
        SessionCache.Clear();
        AssemblyLoadContext.Default.Resolving -= s_dependencies!.Resolve;
        ScratchFolder.Release();
    }
}
