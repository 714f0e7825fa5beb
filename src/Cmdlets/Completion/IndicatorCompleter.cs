using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes indicators, with their published answer to one action potential as the tooltip.</summary>
public sealed class IndicatorCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string begun = (wordToComplete ?? "").Trim('\'', '"');
        return IndicatorKinetics.All
            .Where(i => i.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
            .Select(i => new CompletionResult(i.Name, i.Name, CompletionResultType.ParameterValue, ToolTip(i)));
    }

    private static string ToolTip(IndicatorKinetics indicator)
    {
        (double decay, double rise) = indicator.TimeConstants();
        return FormattableString.Invariant($"decays with {decay:0.00} s, rises with {rise:0.000} s");
    }
}
