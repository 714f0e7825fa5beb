using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using DeepWonder3D.Models;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Completes the names of models, with what each is for as the tooltip.</summary>
public sealed class ModelNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = new(wordToComplete.Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        foreach (ModelFile model in ModelCatalog.Default.List(SilentObserver.Instance).Where(model => pattern.IsMatch(model.Metadata.Name)))
        {
            ModelMetadata facts = model.Metadata;
            string size = facts.PixelSizeUm is { } um ? string.Create(CultureInfo.InvariantCulture, $"{um} µm") : "any pixel size";
            string tooltip = $"{facts.Stage}, {size}, {facts.Architecture}";
            yield return new CompletionResult(CompletionText.Quoted(facts.Name), facts.Name, CompletionResultType.ParameterValue, tooltip);
        }
    }
}
