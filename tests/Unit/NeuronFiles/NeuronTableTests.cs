using DeepWonder3D.Formats.NeuronFiles.Quantities;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>The table of what a neuron is in files agrees with itself and with the docs.</summary>
public sealed class NeuronTableTests
{
    private static readonly (string Format, Func<NeuronQuantity, string?> Name)[] s_formats =
        [("Csv", q => q.Csv), ("Json", q => q.Json), ("Mat", q => q.Mat), ("Npz", q => q.Npz), ("Nwb", q => q.Nwb)];

    private static NeuronQuantity[] View => [.. NeuronTable.View.Numbers, .. NeuronTable.View.Series];

    private static NeuronQuantity[] Space => [.. NeuronTable.Space.Numbers, .. NeuronTable.Space.Series];

    private static NeuronQuantity[] Detections => [.. NeuronTable.Detections.Numbers, .. NeuronTable.Detections.Series];

    [Fact]
    public void The_docs_list_what_the_table_lists()
    {
        string docs = File.ReadAllText(Path.Combine(SharedMaterial.Root, "docs", "formats.md")).ReplaceLineEndings("\n");
        foreach (NeuronQuantity[] table in new[] { View, Space, Detections })
        {
            IEnumerable<string> rows = table.Select(q => $"| {string.Join(" | ", Cells(q))} |");
            Assert.Contains(string.Join('\n', rows) + "\n\n", docs, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_name_stands_for_two_quantities()
    {
        foreach (NeuronQuantity[] table in new[] { View, Space, Detections })
        {
            Assert.All(s_formats, format => Assert.Distinct(table.Select(format.Name).Where(name => name is not null)));
        }
    }

    [Fact]
    public void A_quantity_of_either_kind_of_neuron_has_the_same_names_but_in_the_published_variables()
    {
        foreach ((string format, Func<NeuronQuantity, string?> name) in s_formats.Where(f => f.Format != "Mat"))
        {
            Assert.All(
                View.Join(Space, q => q.Name, q => q.Name, (view, space) => (View: name(view), Space: name(space))),
                names => Assert.True(names.View == names.Space, $"{format} has {names.View} in a view and {names.Space} in space."));
        }
    }

    private static IEnumerable<string> Cells(NeuronQuantity quantity) =>
    [
        quantity.Name,
        quantity.Meaning,
        quantity.Unit ?? "–",
        .. s_formats.Select(format => format.Name(quantity) is { } name ? $"`{name}`" : "–"),
    ];
}
