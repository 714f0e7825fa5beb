using System.Collections;
using System.Reflection;
using System.Xml.Linq;
using DeepWonder3D.Cmdlets;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>
/// An object that comes after one of another type is shown without its view: by the properties that the types' file names, or by all.
/// </summary>
public sealed class TypeDataTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private static readonly XDocument s_types = XDocument.Load(Path.Combine(SharedMaterial.Root, "module", "DeepWonder3D.Types.ps1xml"));

    public static TheoryData<string> ShownTypes =>
        [.. XDocument.Load(Path.Combine(SharedMaterial.Root, "module", "DeepWonder3D.Format.ps1xml"))
            .Descendants("View").Select(v => v.Element("ViewSelectedBy")!.Element("TypeName")!.Value).Distinct()];

    [Theory]
    [MemberData(nameof(ShownTypes))]
    public void Every_type_with_a_view_names_short_properties(string name)
    {
        XElement type = s_types.Descendants("Type").Single(t => t.Element("Name")!.Value == name);
        Type shown = TypeOf(name);
        string[] properties = [.. type.Descendants("ReferencedProperties").Elements("Name").Select(n => n.Value)];
        Assert.NotEmpty(properties);
        foreach (string property in properties)
        {
            PropertyInfo? known = shown.GetProperty(property);
            Assert.True(known is not null, $"{name} has no {property}.");
            Assert.True(
                known.PropertyType == typeof(string) || !known.PropertyType.IsAssignableTo(typeof(IEnumerable)), $"{property} is a list.");
        }
    }

    [Fact]
    public void Neurons_after_a_folder_stay_short()
    {
        NeuronSet set = CalciumSet(40);
        const string Script = "& { Get-Item $PSHOME; $args[0] } $args[0] | Out-String -Width 100";
        string text = string.Concat(module.Invoke(Script, set).OutputOf<string>());
        Assert.Contains("Count", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Neuron {", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Roundness", text, StringComparison.Ordinal);
        Assert.InRange(text.Split('\n').Length, 5, 30);
    }

    private static NeuronSet CalciumSet(int count) => new()
    {
        Name = "mouse",
        Height = 20,
        Width = 20,
        FrameCount = 3,
        Neurons = [.. Enumerable.Range(1, count).Select(i => new Neuron
        {
            Id = i, Row = 1, Column = 1, Footprint = new Footprint([i], 20), Trace = new Trace([1, 2, 3]),
        })],
    };

    private static Type TypeOf(string name) => new[]
    {
        typeof(Neuron).Assembly, typeof(VolumeFormat).Assembly, typeof(DeepWonder3D.Evaluation.NeuronComparison).Assembly,
        typeof(DeepWonder3D.Runs.RunSummary).Assembly, typeof(DeepWonderCmdlet).Assembly,
    }.Select(a => a.GetType(name)).First(t => t is not null)!;
}
