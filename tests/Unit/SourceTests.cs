using System.Text.RegularExpressions;

namespace DeepWonder3D.Tests;

/// <summary>What the editor's settings ask of source files and no analyzer looks at.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void No_line_of_code_is_longer_than_the_editor_is_told()
    {
        Match told = LineLength().Match(File.ReadAllText(Path.Combine(SharedMaterial.Root, ".editorconfig")));
        int limit = int.Parse(told.Groups["limit"].Value, CultureInfo.InvariantCulture);
        string[] tooLong =
        [
            .. from folder in (string[])["src", "tests", "tools", "benchmarks"]
               from file in Directory.EnumerateFiles(Path.Combine(SharedMaterial.Root, folder), "*.cs", SearchOption.AllDirectories)
               let name = Path.GetRelativePath(SharedMaterial.Root, file).Replace('\\', '/')
               where !name.Contains("/obj/", StringComparison.Ordinal)
               from line in File.ReadLines(file).Select((text, i) => (Length: text.EnumerateRunes().Count(), Number: i + 1))
               where line.Length > limit
               select $"{name}:{line.Number} ({line.Length})",
        ];
        Assert.True(
            tooLong.Length == 0, $"{tooLong.Length} lines have more than {limit} characters:\n{string.Join('\n', tooLong.Order())}");
    }

    [GeneratedRegex("""^\[\*\.cs\]$(.|\n)*?^max_line_length = (?<limit>[0-9]+)$""", RegexOptions.Multiline)]
    private static partial Regex LineLength();
}
