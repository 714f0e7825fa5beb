using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes <c>-Dataset</c> and <c>-Channel</c> with what the file that is named on the command line holds.</summary>
/// <remarks>The file is opened with a part that no file has: the error lists those that it has.</remarks>
public sealed class RecordingPartCompleter : IArgumentCompleter
{
    private const string Impossible = "\u0001";
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
        bool ofChannel = string.Equals(parameter, nameof(VolumeReadOptions.Channel), StringComparison.OrdinalIgnoreCase);
        try
        {
            VolumeReadOptions options = new()
            {
                Axes = bound["Axes"] as string,
                Dataset = ofChannel ? bound["Dataset"] as string : Impossible,
                Channel = ofChannel ? Impossible : null,
            };
            if (FileOf(bound) is { } file)
            {
                VolumeReader.Open(file, options, CancellationToken.None).Dispose();
            }
        }
        catch (DeepWonderException e)
        {
            return e.Choices;
        }
        catch (RuntimeException)
        {
            // The path names nothing.
        }

        return [];
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
