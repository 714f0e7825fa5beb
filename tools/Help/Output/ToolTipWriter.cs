using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DeepWonder3D.Help.Facts;

namespace DeepWonder3D.Help.Output;

/// <summary>
/// What the values of parameters mean, from the documentation comments of their enumerations, for tab completion to show.
/// </summary>
internal static partial class ToolTipWriter
{
    /// <summary>A line for each value: the value's full name, a tab, its meaning.</summary>
    /// <param name="assembly">The assembly of the cmdlets.</param>
    public static IEnumerable<string> Lines(Assembly assembly)
    {
        Type[] enumerations = [.. assembly.GetTypes()
            .SelectMany(t => t.GetProperties())
            .Where(p => p.GetCustomAttributes<ParameterAttribute>().Any())
            .Select(p => ParameterReader.SingleOf(p.PropertyType))
            .Where(t => t.IsEnum)
            .Distinct()
            .OrderBy(t => t.FullName, StringComparer.Ordinal)];
        Dictionary<Assembly, Dictionary<string, string>> summaries = enumerations.Select(t => t.Assembly).Distinct()
            .ToDictionary(a => a, a => SummariesOf(a).ToDictionary());
        foreach (Type type in enumerations)
        {
            foreach (string value in Enum.GetNames(type))
            {
                if (summaries[type.Assembly].TryGetValue($"F:{type.FullName}.{value}", out string? summary))
                {
                    yield return $"{type.FullName}.{value}\t{summary}";
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> SummariesOf(Assembly assembly)
    {
        string file = Path.ChangeExtension(assembly.Location, ".xml");
        return File.Exists(file)
            ? XDocument.Load(file).Descendants("member")
                .Where(m => m.Element("summary") is not null)
                .Select(m => KeyValuePair.Create(m.Attribute("name")!.Value, TextOf(m.Element("summary")!)))
            : [];
    }

    private static string TextOf(XElement summary)
    {
        foreach (XElement reference in summary.Descendants("see").Where(e => e.Attribute("cref") is not null).ToArray())
        {
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        }

        return Space().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
