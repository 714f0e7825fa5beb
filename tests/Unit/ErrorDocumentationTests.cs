using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using Xunit;

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
}
