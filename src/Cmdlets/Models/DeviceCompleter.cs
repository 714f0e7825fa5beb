using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes <c>-Device</c> without loading anything native.</summary>
public sealed class DeviceCompleter : IArgumentCompleter
{
    private static readonly (string Name, string ToolTip)[] s_devices =
    [
        ("Auto", "The best device that works; warns when it steps down."),
        ("Cpu", "The processor."),
        ("Cuda", "An NVIDIA GPU through CUDA; Cuda:1 is the second."),
        ("TensorRt", "An NVIDIA GPU through TensorRT; the first run builds an engine."),
        ("DirectML", "Any Windows GPU through DirectML."),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_devices
            .Where(d => d.Name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(d => new CompletionResult(d.Name, d.Name, CompletionResultType.ParameterValue, d.ToolTip));
}
