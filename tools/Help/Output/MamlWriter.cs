using System.Xml.Linq;
using DeepWonder3D.Help.Facts;
using DeepWonder3D.Help.Pages;

namespace DeepWonder3D.Help.Output;

/// <summary>
/// Writes the help of cmdlets in MAML, the form that Get-Help reads. Words come from the pages; what the code says is taken from the code.
/// </summary>
internal static class MamlWriter
{
    private static readonly XNamespace s_help = "http://msh";
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Makes the help of all cmdlets.</summary>
    /// <param name="commands">Each cmdlet with its page.</param>
    /// <param name="online">The address under which the pages lie online, ending in a slash; or null.</param>
    public static XDocument Write(IEnumerable<(CommandFacts Facts, CommandPage Page)> commands, string? online) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(s_help + "helpItems", new XAttribute("schema", "maml"), commands.Select(c => Command(c.Facts, c.Page, online))));

    private static XElement Command(CommandFacts facts, CommandPage page, string? online) => new(
        s_command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", s_maml),
        new XAttribute(XNamespace.Xmlns + "command", s_command),
        new XAttribute(XNamespace.Xmlns + "dev", s_dev),
        new XElement(
            s_command + "details",
            new XElement(s_command + "name", facts.Name),
            new XElement(s_command + "verb", facts.Name.Split('-')[0]),
            new XElement(s_command + "noun", facts.Name.Split('-')[1]),
            Description([page.Synopsis])),
        Description(page.Description),
        new XElement(s_command + "syntax", facts.Sets.Select(set => Syntax(facts, page, set))),
        new XElement(
            s_command + "parameters", page.Parameters.Select(p => (p, Facts: FactsOf(facts, p)))
                .Where(p => p.Facts is not null)
                .Select(p => Parameter(p.Facts!, p.p, null))),
        new XElement(s_command + "inputTypes", Types("inputType", facts.InputTypes, page.Inputs)),
        new XElement(s_command + "returnValues", Types("returnValue", facts.OutputTypes, page.Outputs)),
        page.Notes.Count > 0 ? new XElement(s_maml + "alertSet", new XElement(s_maml + "alert", Paragraphs(page.Notes))) : null,
        new XElement(s_command + "examples", page.Examples.Select(Example)),
        new XElement(s_command + "relatedLinks", Links(page, online)));

    private static ParameterFacts? FactsOf(CommandFacts facts, ParameterText text) =>
        facts.Parameters.FirstOrDefault(p => string.Equals(p.Name, text.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The line that says how a cmdlet is called: by position first, then what must be given, then the rest.</summary>
    private static XElement Syntax(CommandFacts facts, CommandPage page, string set)
    {
        IEnumerable<(ParameterFacts Facts, ParameterText Text, ParameterUse Use)> parameters = page.Parameters
            .Select(text => (Facts: FactsOf(facts, text), text))
            .Where(p => p.Facts?.UseIn(set) is not null)
            .Select(p => (p.Facts!, p.text, p.Facts!.UseIn(set)!))
            .OrderBy(p => p.Item3.Position ?? int.MaxValue)
            .ThenBy(p => p.Item3.Mandatory ? 0 : p.Item1.IsSwitch ? 2 : 1);
        return new XElement(
            s_command + "syntaxItem",
            new XElement(s_maml + "name", facts.Name),
            parameters.Select(p => Parameter(p.Facts, p.Text, p.Use)));
    }

    /// <summary>A parameter, in one set or, where no use is given, in all.</summary>
    private static XElement Parameter(ParameterFacts facts, ParameterText text, ParameterUse? inSet)
    {
        ParameterUse use = inSet ?? new ParameterUse(
            facts.Uses.Values.Select(u => u.Position).FirstOrDefault(p => p is not null),
            !facts.IsOptional,
            facts.Uses.Values.Any(u => u.ByValue),
            facts.Uses.Values.Any(u => u.ByPropertyName));
        return new XElement(
            s_command + "parameter",
            new XAttribute("required", Word(use.Mandatory)),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", Word(facts.TakesWildcards)),
            new XAttribute("pipelineInput", use.PipelineInput),
            new XAttribute("position", use.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", facts.Aliases.Count > 0 ? string.Join(", ", facts.Aliases) : "none"),
            new XElement(s_maml + "name", facts.Name),
            Description([.. text.Description, .. Limits(facts, text)]),
            inSet is not null && facts.Values.Count > 0
                ? new XElement(s_command + "parameterValueGroup", facts.Values.Select(v => new XElement(
                    s_command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), v)))
                : null,
            inSet is not null && facts.IsSwitch
                ? null
                : new XElement(
                    s_command + "parameterValue",
                    new XAttribute("required", Word(!facts.IsSwitch)),
                    new XAttribute("variableLength", "false"),
                    facts.TypeName),
            new XElement(s_dev + "type", new XElement(s_maml + "name", facts.TypeName), new XElement(s_maml + "uri")),
            new XElement(s_dev + "defaultValue", facts.Default ?? text.Default ?? (facts.IsSwitch ? "False" : "None")));
    }

    /// <summary>Unit, range and values, each on a line under the description.</summary>
    private static IEnumerable<string> Limits(ParameterFacts facts, ParameterText text)
    {
        if (text.Unit is not null)
        {
            yield return "Unit: " + text.Unit;
        }

        if ((facts.Range ?? text.Range) is { } range)
        {
            yield return "Range: " + range;
        }

        if (facts.Values.Count > 0)
        {
            yield return "Values: " + string.Join(", ", facts.Values);
        }
    }

    private static IEnumerable<XElement> Types(string element, IReadOnlyList<string> types, string text) =>
        (types.Count > 0 ? types : ["None"]).Select((type, i) => new XElement(
            s_command + element,
            new XElement(s_dev + "type", new XElement(s_maml + "name", type), new XElement(s_maml + "uri")),
            i == 0 ? Description([text]) : Description([])));

    private static XElement Example(Example example, int index) => new(
        s_command + "example",
        new XElement(s_maml + "title", $"--- Example {index + 1}: {example.Title} ---"),
        new XElement(s_dev + "code", example.Code + (example.Output is null ? "" : "\n\n" + example.Output)),
        new XElement(s_dev + "remarks", Paragraphs(example.Remarks)));

    private static IEnumerable<XElement> Links(CommandPage page, string? online)
    {
        if (online is not null)
        {
            yield return Link("Online Version:", $"{online}{page.Name}.md");
        }

        foreach (string related in page.Related)
        {
            yield return Link(related, "");
        }
    }

    private static XElement Link(string text, string uri) =>
        new(s_maml + "navigationLink", new XElement(s_maml + "linkText", text), new XElement(s_maml + "uri", uri));

    private static XElement Description(IEnumerable<string> paragraphs) => new(s_maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) =>
        paragraphs.Select(p => new XElement(s_maml + "para", p));

    private static string Word(bool value) => value ? "true" : "false";
}
