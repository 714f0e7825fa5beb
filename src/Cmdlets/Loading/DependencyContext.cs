using System.Reflection;
using System.Runtime.Loader;
using DeepWonder3D.Inference;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Where the module's third-party assemblies and native libraries live, apart from those of other modules. It answers requests of the
/// default context that nothing else could serve, and only for the very assemblies that Core was built against.
/// </summary>
internal sealed class DependencyContext : AssemblyLoadContext
{
    private readonly string _folder;
    private readonly string _natives;

    /// <summary>Creates the context; nothing is loaded before it is asked for.</summary>
    /// <param name="folder">The folder that holds the assemblies and, in a folder for each platform, the native libraries.</param>
    public DependencyContext(string folder)
        : base("DeepWonder3D") => (_folder, _natives) = (folder, Path.Combine(folder, NativePlatform.Name));

    /// <summary>Loads an assembly that the default context could not find, if it is one of ours.</summary>
    /// <returns>The assembly, or null to leave the request to others.</returns>
    public Assembly? Resolve(AssemblyLoadContext asking, AssemblyName wanted)
    {
        string path = PathOf(wanted);
        return File.Exists(path) && Serves(AssemblyName.GetAssemblyName(path), wanted) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = PathOf(assemblyName);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        // By full path: Windows may hold an older library of the same name in System32, which would win otherwise.
        string? path = NativeNames(unmanagedDllName).Select(name => Path.Combine(_natives, name)).FirstOrDefault(File.Exists);
        return path is null ? 0 : LoadUnmanagedDllFromPath(path);
    }

    private static bool Serves(AssemblyName ours, AssemblyName wanted) =>
        (wanted.Version is null || wanted.Version <= ours.Version)
        && (wanted.GetPublicKeyToken() ?? []).AsSpan().SequenceEqual(ours.GetPublicKeyToken() ?? []);

    private static IEnumerable<string> NativeNames(string name)
    {
        string stem = name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        if (OperatingSystem.IsWindows())
        {
            return [stem + ".dll"];
        }

        string ending = OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return [name, stem + ending, "lib" + stem + ending];
    }

    private string PathOf(AssemblyName name) => Path.Combine(_folder, name.Name + ".dll");
}
