using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Tests.Models;

/// <summary>One run of a model in ONNX Runtime on the CPU.</summary>
internal static class NetworkRun
{
    /// <summary>Runs a model file.</summary>
    /// <param name="path">The model.</param>
    /// <param name="input">The samples.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="size">The wanted height and width, for super-resolution.</param>
    /// <returns>The output's samples and shape.</returns>
    public static (float[] Samples, long[] Shape) Run(string path, float[] input, long[] shape, long[]? size = null)
    {
        _ = OnnxRuntimeLibrary.Environment;
        using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, IntraOpNumThreads = 1 };
        using InferenceSession session = new(path, options);
        using OrtValue samples = OrtValue.CreateTensorValueFromMemory(input, shape);
        using OrtValue? wanted = size is null ? null : OrtValue.CreateTensorValueFromMemory(size, [2]);
        string[] names = wanted is null ? [ModelFile.InputName] : [ModelFile.InputName, ModelFile.SizeName];
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(
            run, names, wanted is null ? [samples] : [samples, wanted], [ModelFile.OutputName]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }
}
