using System.Management.Automation;
using System.Runtime.Loader;
using DeepWonder3D.Inference;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// What happens when the module is imported and removed. A process may import it in several runspaces at once, so what belongs to the
/// process is set up with the first and taken back with the last.
/// </summary>
public sealed class ModuleLifetime : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly Lock s_gate = new();
    private static DependencyContext? s_dependencies;
    private static int s_imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        lock (s_gate)
        {
            if (s_imports++ > 0)
            {
                return;
            }

            // A context cannot be unloaded once it holds native libraries: it outlives a removal, and the next import finds it again.
            s_dependencies ??= new DependencyContext(Path.Combine(Path.GetDirectoryName(typeof(ModuleLifetime).Assembly.Location)!, "dependencies"));
            AssemblyLoadContext.Default.Resolving += s_dependencies.Resolve;
            AppDomain.CurrentDomain.ProcessExit += RemoveScratch;
        }
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        lock (s_gate)
        {
            if (s_imports == 0 || --s_imports > 0)
            {
                return;
            }

            // First: clearing it may load an assembly.
            SessionCache.Clear();
            AssemblyLoadContext.Default.Resolving -= s_dependencies!.Resolve;
            AppDomain.CurrentDomain.ProcessExit -= RemoveScratch;
            ScratchFolder.Release();
        }
    }

    private static void RemoveScratch(object? sender, EventArgs e) => ScratchFolder.Release(withFiles: true);
}
