using System.Text.RegularExpressions;

namespace DeepWonder3D.Tests;

public class ErrorDocumentationTests
{
    [Fact]
    public void Every_error_id_is_documented_and_every_documented_id_exists()
    {
        string text = File.ReadAllText(Path.Combine(SharedMaterial.Root, "docs", "errors.md"));
        IEnumerable<string> documented = Regex.Matches(text, @"^\| `(\w+)` \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value);
        Assert.Equal(Enum.GetNames<ErrorId>().Order(), documented.Order());
    }

    [Fact]
    public void Every_error_has_a_cause_and_a_remedy()
    {
        foreach (string row in File.ReadLines(Path.Combine(SharedMaterial.Root, "docs", "errors.md")).Where(l => l.StartsWith(
            "| `", StringComparison.Ordinal)))
        {
            string[] cells = [.. row.Split('|')[1..^1].Select(c => c.Trim())];
            Assert.Equal(3, cells.Length);
            Assert.All(cells[1..], text => Assert.True(text.Length > 10 && text.EndsWith('.') || text.EndsWith('`'), row));
            // What the message says is no remedy yet.
            Assert.False(cells[2].StartsWith("The message", StringComparison.Ordinal), row);
        }
    }
}
