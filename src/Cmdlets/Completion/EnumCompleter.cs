using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes the values of an enumeration, in its order, with what each means as the tooltip.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
public sealed class EnumCompleter<T> : IArgumentCompleter
    where T : struct, Enum
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string begun = (wordToComplete ?? "").Trim('\'', '"');
        return Enum.GetNames<T>()
            .Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name, name, CompletionResultType.ParameterValue, ToolTips.Of(typeof(T), name)));
    }
}
