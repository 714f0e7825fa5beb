using System.Reflection;
using System.Runtime.InteropServices;
using DeepWonder3D.Errors;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Inference;

/// <summary>
/// The native ONNX Runtime, loaded once by full path: Windows may hold an older <c>onnxruntime.dll</c> in System32 that would win over ours
/// by name. <c>DEEPWONDER3D_ONNXRUNTIME</c> may name a folder with another build of it, such as one with CUDA.
/// </summary>
internal static class OnnxRuntimeLibrary
{
    public const string Variable = "DEEPWONDER3D_ONNXRUNTIME";

    private static readonly Lazy<(string Folder, nint Handle)> s_library = new(Load);

    /// <summary>The folder that the library was loaded from; its execution providers lie beside it.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.RuntimeUnavailable"/>.</exception>
    public static string Folder => s_library.Value.Folder;

    /// <summary>The ONNX Runtime's environment, made on first use.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.RuntimeUnavailable"/>.</exception>
    public static OrtEnv Environment
    {
        get
        {
            _ = s_library.Value;
            try
            {
                return OrtEnv.Instance();
            }
            catch (TypeInitializationException e)
            {
                throw new DeepWonderException(
                    ErrorId.RuntimeUnavailable,
                    $"The ONNX Runtime in '{Folder}' does not fit this module: {(e.InnerException ?? e).Message}",
                    Folder,
                    $"Take a build of the version that the module was made for, or clear {Variable}.",
                    e);
            }
        }
    }

    /// <summary>The file name of a native library on this platform: <c>onnxruntime.dll</c>, <c>libonnxruntime.so</c>.</summary>
    public static string FileName(string library) =>
        OperatingSystem.IsWindows() ? library + ".dll" : OperatingSystem.IsMacOS() ? $"lib{library}.dylib" : $"lib{library}.so";

    private static (string Folder, nint Handle) Load()
    {
        string file = FileName("onnxruntime");
        string? folder = Folders().FirstOrDefault(f => File.Exists(Path.Combine(f, file)));
        if (folder is null)
        {
            throw new DeepWonderException(
                ErrorId.RuntimeUnavailable,
                $"{file} was not found in {string.Join(", ", Folders().Select(f => $"'{f}'"))}.",
                file,
                $"Reinstall the module, or set {Variable} to the folder that holds {file}.");
        }

        try
        {
            nint handle = NativeLibrary.Load(Path.Combine(folder, file));
            ResolveBindingTo(handle);
            return (folder, handle);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DeepWonderException(
                ErrorId.RuntimeUnavailable,
                $"'{Path.Combine(folder, file)}' could not be loaded: {e.Message}",
                file,
                "On Windows install the Visual C++ runtime; elsewhere check that the file is for this platform.",
                e);
        }
    }

    private static IEnumerable<string> Folders()
    {
        if (System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // A folder that the user named is the only one: falling back to ours would hide a wrong path.
            yield return Path.GetFullPath(named);
            yield break;
        }

        string core = Path.GetDirectoryName(typeof(OnnxRuntimeLibrary).Assembly.Location)!;
        yield return Path.Combine(core, "dependencies", NativePlatform.Name);
        yield return core;
        yield return Path.Combine(core, "runtimes", NativePlatform.Name, "native");
    }

    private static void ResolveBindingTo(nint handle)
    {
        // The binding would otherwise probe by name. Its switch is newer than some builds that may take its place, hence reflection.
        Assembly binding = typeof(OrtEnv).Assembly;
        typeof(OrtEnv).GetProperty("DisableDllImportResolver", BindingFlags.Public | BindingFlags.Static)?.SetValue(null, true);
        try
        {
            NativeLibrary.SetDllImportResolver(binding, (name, _, _) =>
                Path.GetFileNameWithoutExtension(name).Equals("onnxruntime", StringComparison.OrdinalIgnoreCase)
                || name.Equals("libonnxruntime", StringComparison.OrdinalIgnoreCase) ? handle : 0);
        }
        catch (InvalidOperationException)
        {
            // The binding has set its own already; it finds the library that is loaded by now.
        }
    }
}
