using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes <c>-Dataset</c>, <c>-Channel</c> and <c>-Position</c> with what the file that is named on the command line holds.</summary>
public sealed class RecordingPartCompleter : IArgumentCompleter
{
    private const string Resolve = "param($path) $ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($path, [ref]$null)";

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        ArgumentNullException.ThrowIfNull(fakeBoundParameters);
        string begun = (wordToComplete ?? "").Trim('\'', '"');
        return ChoicesIn(fakeBoundParameters, parameterName)
            .Where(c => c.Value.Contains(begun, StringComparison.OrdinalIgnoreCase))
            .Select(c => new CompletionResult(CompletionText.Quoted(c.Value), c.Value, CompletionResultType.ParameterValue, c.Meaning));
    }

    private static IReadOnlyList<ErrorChoice> ChoicesIn(IDictionary bound, string parameter)
    {
        try
        {
            VolumeReadOptions options = new()
            {
                Axes = bound["Axes"] as string,
                Dataset = bound["Dataset"] as string,
                Position = bound["Position"] as string,
                PlaneCount = bound["PlaneCount"] as int?,
                ChannelCount = bound["ChannelCount"] as int?,
            };
            return FileOf(bound) is { } file ? RecordingParts.Of(file, options, parameter) : [];
        }
        catch (RuntimeException)
        {
            // The path names nothing.
            return [];
        }
    }

    private static string? FileOf(IDictionary bound)
    {
        object? path = bound["LiteralPath"] ?? bound["Path"];
        object? first = path is PSObject wrapped ? wrapped.BaseObject : path;
        if ((first is IList { Count: > 0 } several ? several[0] : first)?.ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript(Resolve).AddArgument(text).Invoke<string>().FirstOrDefault();
    }
}
