using System.Reflection;
using System.Text.RegularExpressions;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Tests.Fuzzing;

namespace DeepWonder3D.Tests.Formats;

/// <summary>
/// What <c>docs/formats.md</c> says of the tests is true: every row names tests that there are, and every reader is given malformed files.
/// </summary>
public sealed partial class FormatTableTests
{
    private static readonly string s_text = File.ReadAllText(Path.Combine(SharedMaterial.Root, "docs", "formats.md"));

    [Fact]
    public void Every_row_names_a_test_that_there_is()
    {
        List<string> bare = [];
        int rows = 0;
        foreach (string[] table in Tables())
        {
            int proof = Array.IndexOf(Cells(table[0]), "proved by");
            foreach (string row in table.Skip(2).Where(_ => proof >= 0))
            {
                rows++;
                bare.AddRange(Proofs().Count(Cells(row)[proof]) > 0 ? [] : [row]);
            }
        }

        Assert.Empty(bare);
        Assert.InRange(rows, 30, int.MaxValue);
        Assert.All(
            Proofs().Matches(s_text).Select(m => m.Groups[1].Value).Distinct(),
            name => Assert.True(Exists(name), $"There is no test {name}."));
    }

    [Fact]
    public void Every_format_is_in_the_table()
    {
        Assert.All(
            Enum.GetNames<NeuronFileFormat>().Except(["Auto", "Caiman"]),
            name => Assert.Contains($"`{name}`", s_text, StringComparison.Ordinal));
        Assert.All(
            new[] { ".tif", ".ome.tif", ".h5", ".nwb" }, ending => Assert.Contains($"| `{ending}` |", s_text, StringComparison.Ordinal));
        Assert.Equal(4, Enum.GetNames<VolumeFormat>().Except(["Auto"]).Count());
    }

    [Fact]
    public void Every_reader_that_is_given_malformed_files_is_named_and_no_other()
    {
        string section = s_text[s_text.IndexOf("## Malformed files", StringComparison.Ordinal)..];
        IEnumerable<string> named = section.Split('\n')
            .Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .SelectMany(l => Quoted().Matches(Cells(l)[1]).Select(m => m.Groups[1].Value));
        Assert.Equal(FuzzTargets.All.Select(t => t.Name).Order(), named.Order());
    }

    private static bool Exists(string name)
    {
        if (name.EndsWith(".py", StringComparison.Ordinal))
        {
            // A judge proves something only where a test runs it.
            string tests = Path.Combine(SharedMaterial.Root, "tests", "Unit");
            return Directory.GetFiles(tests, name, SearchOption.AllDirectories).Length == 1
                && Directory.GetFiles(tests, "*.cs", SearchOption.AllDirectories)
                .Any(f => File.ReadAllText(f).Contains($"\"{name}\"", StringComparison.Ordinal));
        }

        return typeof(FormatTableTests).Assembly.GetTypes()
            .Where(t => t.Name == name)
            .SelectMany(t => t.GetMethods())
            .Any(m => m.GetCustomAttributes<FactAttribute>().Any());
    }

    /// <summary>The lines of each table.</summary>
    private static IEnumerable<string[]> Tables() => s_text.Split("\n\n").Select(block => block.Trim().Split('\n')).Where(
        lines => lines.Length > 2 && lines.All(l => l.StartsWith('|')));

    private static string[] Cells(string row) => [.. row.Trim().Trim('|').Split('|').Select(c => c.Trim())];

    [GeneratedRegex(@"`(\w+Tests|\w+\.py)`")]
    private static partial Regex Proofs();

    [GeneratedRegex("`([a-z0-9-]+)`")]
    private static partial Regex Quoted();
}
