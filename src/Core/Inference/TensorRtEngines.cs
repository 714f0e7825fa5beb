using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;

namespace DeepWonder3D.Inference;

/// <summary>
/// Where TensorRT keeps the engines that it builds, for minutes each. A folder's name is what an engine depends on beside the GPU's
/// architecture and TensorRT's own version, which the provider puts into the file's name: the model's content, the precision and the
/// runtime's version. What belongs to another model is so never taken.
/// </summary>
internal static class TensorRtEngines
{
    public const string Variable = "DEEPWONDER3D_ENGINES";

    /// <summary>The folder of a model's engines; made where it is missing.</summary>
    /// <param name="modelHash">The model file's SHA-256.</param>
    /// <param name="precision">What the engine computes with.</param>
    /// <param name="runtimeVersion">The ONNX Runtime's version.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FileWriteFailed"/>.</exception>
    public static string FolderFor(string modelHash, Precision precision, string runtimeVersion)
    {
        string root = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
            ? named
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "DeepWonder3D",
                "engines");
        string folder = Path.Combine(
            root, string.Create(CultureInfo.InvariantCulture, $"{modelHash[..16]}-{precision}-ort{runtimeVersion}"));
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DeepWonderException(
                ErrorId.FileWriteFailed,
                $"TensorRT's engines cannot be kept in '{folder}': {e.Message}",
                folder,
                $"Set {Variable} to a folder that can be written.",
                e);
        }

        return folder;
    }

    /// <summary>What the provider is told.</summary>
    public static Dictionary<string, string> Options(string modelHash, Precision precision, string runtimeVersion)
    {
        string folder = FolderFor(modelHash, precision, runtimeVersion);
        return new()
        {
            ["trt_engine_cache_enable"] = "1",
            ["trt_engine_cache_path"] = folder,
            ["trt_timing_cache_enable"] = "1",
            ["trt_timing_cache_path"] = folder,
            ["trt_fp16_enable"] = precision == Precision.Float16 ? "1" : "0",
        };
    }
}
