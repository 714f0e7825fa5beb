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

/// <summary>What the values of parameters mean, in a sentence: the build takes it from the types' own documentation (tools/Help).</summary>
internal static class ToolTips
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_texts = new(Read);

    /// <summary>The meaning of a value; its name where nothing is known of it.</summary>
    public static string Of(Type type, string value) => s_texts.Value.GetValueOrDefault($"{type.FullName}.{value}", value);

    private static Dictionary<string, string> Read()
    {
        string path = Path.Combine(Path.GetDirectoryName(typeof(ToolTips).Assembly.Location)!, "en-US", "DeepWonder3D.ToolTips.txt");
        return File.Exists(path)
            ? File.ReadLines(path).Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => parts[1])
            : [];
    }
}
