using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using DeepWonder3D.Cmdlets;
using DeepWonder3D.Neurons;
using DeepWonder3D.Runs;
using DeepWonder3D.Volumes;
using Xunit;

namespace DeepWonder3D.Tests.PowerShell;

public sealed class FormatTests
{
    private const int MaximumColumns = 5;

    private static readonly XDocument s_formats = XDocument.Load(Path.Combine(SharedMaterial.Root, "module", "DeepWonder3D.Format.ps1xml"));

    // What stands for samples and pixels: a view may show the summary that its text is, through a script, but not the object.
    private static readonly Type[] s_samples = [typeof(Trace), typeof(Footprint)];

    public static TheoryData<string> ShownTypes => [.. ObjectsThatUsersSee().Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Views => [.. s_formats.Descendants("View").Select(v => v.Element("Name")!.Value)];

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void Every_object_that_users_see_has_a_table_and_a_list(string type)
    {
        XElement[] views = [.. s_formats.Descendants("View").Where(v => TypeNameOf(v) == type)];
        Assert.Contains(views, v => v.Element("TableControl") is not null);
        Assert.Contains(views, v => v.Element("ListControl") is not null);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_view_shows_properties_that_exist_and_no_samples(string name)
    {
        XElement view = s_formats.Descendants("View").Single(v => v.Element("Name")!.Value == name);
        Type? type = ObjectsThatUsersSee().SingleOrDefault(t => t.FullName == TypeNameOf(view));
        Assert.True(type is not null, $"The view {name} is for {TypeNameOf(view)}, which does not exist.");
        foreach (string property in view.Descendants("PropertyName").Select(p => p.Value))
        {
            Type? shown = type.GetProperty(property)?.PropertyType;
            Assert.True(shown is not null, $"{type.Name} has no {property}.");
            Assert.True(shown == typeof(string) || !shown.IsAssignableTo(typeof(IEnumerable)), $"{name} would list all of {property}.");
            Assert.DoesNotContain(shown, s_samples);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void A_table_has_few_columns_and_each_has_a_heading(string name)
    {
        XElement view = s_formats.Descendants("View").Single(v => v.Element("Name")!.Value == name);
        if (view.Element("TableControl") is not { } table)
        {
            return;
        }

        string[] headings = [.. table.Descendants("Label").Select(l => l.Value)];
        Assert.InRange(headings.Length, 1, MaximumColumns);
        Assert.Equal(headings.Length, table.Descendants("TableColumnItem").Count());
        string[] withUnits = [.. table.Descendants("PropertyName")
            .Select(p => p.Value)
            .Where(p => p.EndsWith("Um", StringComparison.Ordinal) || p.EndsWith("Px", StringComparison.Ordinal))];
        Assert.True(
            withUnits.Length <= headings.Count(h => h.EndsWith(')')), $"{name} shows {string.Join(", ", withUnits)} without their units.");
    }

    private static string TypeNameOf(XElement view) => view.Element("ViewSelectedBy")!.Element("TypeName")!.Value;

    /// <summary>
    /// What cmdlets write or hand to a script block, and what hangs on it, but for what shows itself in one line (samples).
    /// </summary>
    private static HashSet<Type> ObjectsThatUsersSee()
    {
        HashSet<Type> seen = [];
        Queue<Type> next = new([.. CmdletOutputs(), typeof(RunSummary), typeof(NeuronEvent)]);
        while (next.TryDequeue(out Type? type))
        {
            type = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
            if (type.Namespace?.StartsWith("DeepWonder3D", StringComparison.Ordinal) == true && !type.IsEnum && !s_samples.Contains(type)
                && seen.Add(type))
            {
                foreach (PropertyInfo property in type.GetProperties())
                {
                    next.Enqueue(property.PropertyType);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<Type> CmdletOutputs() => typeof(DeepWonderCmdlet).Assembly.GetTypes()
        .SelectMany(t => t.GetCustomAttributes<OutputTypeAttribute>())
        .SelectMany(a => a.Type)
        .Select(t => t.Type);
}
