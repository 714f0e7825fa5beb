using DeepWonder3D.Help;
using DeepWonder3D.Help.Markdown;
using DeepWonder3D.Help.Output;
using DeepWonder3D.Help.Pages;
using Xunit;

namespace DeepWonder3D.Tests.Help;

public sealed class MarkdownFileTests
{
    [Fact]
    public void Headings_paragraphs_lists_tables_and_code_are_read_with_their_lines()
    {
        IReadOnlyList<Block> blocks = MarkdownFile.Parse("page.md", "# Title\n\nOne `a*b`\ntwo [x](y.md).\n\n- a\n- b\n  more\n\n| h | i |\n|---|---|\n| 1 | `2` |\n\n```powershell\n# code\n\n  x\n```\n");
        Assert.Equal([1, 3, 6, 10, 14], blocks.Select(b => b.Line));
        Assert.Equal(new Heading(1, 1, "Title"), blocks[0]);
        Assert.Equal(new Paragraph(3, "One `a*b` two [x](y.md)."), blocks[1]);
        Assert.Equal(["a", "b more"], Assert.IsType<BulletList>(blocks[2]).Items);
        Assert.Equal(["1", "`2`"], Assert.IsType<Table>(blocks[3]).Rows[1]);
        Assert.Equal(new CodeBlock(14, "powershell", "# code\n\n  x"), blocks[4]);
    }

    [Theory]
    [InlineData("a\n**b**", 2, "**")]
    [InlineData("a\n\n1. b", 3, "1. ")]
    [InlineData("> a", 1, ">")]
    [InlineData("#a", 1, "heading")]
    [InlineData("a\n\n```\nb", 3, "no end")]
    [InlineData("a `b", 1, "backtick")]
    [InlineData("![a](b.png)", 1, "![")]
    [InlineData("<br>", 1, "<b")]
    [InlineData("| a |\n| b |", 1, "table")]
    [InlineData("| a |\n|---|\n| b | c |", 3, "2 cells")]
    [InlineData("a \nb", 1, "Spaces")]
    public void What_help_cannot_show_is_refused_with_its_place(string text, int line, string problem)
    {
        HelpFormatException refused = Assert.Throws<HelpFormatException>(() => MarkdownFile.Parse("page.md", text));
        Assert.StartsWith($"page.md({line}): error HELP: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("## Parameters\n", "synopsis", "# Test\n\nSays.\n\n", "Description")]
    [InlineData("### -A\n\n- Unit: µm\n", "What does -A mean?")]
    [InlineData("### -A, -B\n\nText.\n", "Only shared parameters")]
    [InlineData("### -A\n\nAs in [parameters.md](parameters.md).\n", "does not tell of -A")]
    public void Pages_that_miss_a_part_are_refused(string parameters, string problem, string begin = "# Test\n\nSays.\n\n## Description\n\nText.\n\n## Parameters\n\n", string? other = null)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("Test.md");
        File.WriteAllText(path, begin + parameters);
        HelpFormatException refused = Assert.Throws<HelpFormatException>(() => CommandPageReader.Read(path, new Dictionary<string, ParameterText>()));
        Assert.Contains(other ?? problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_are_wrapped_and_tables_fit()
    {
        string words = string.Join(' ', Enumerable.Repeat("word", 60));
        TopicPage topic = new("about_Test", "Says.", MarkdownFile.Parse("about_Test.md", $"## Part\n\n{words}\n\n- {words}\n\n| a | b |\n|---|---|\n| x | {words} |\n"));
        string[] lines = TopicWriter.Write(topic).Split('\n');
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
        Assert.Equal(["TOPIC", "    about_Test", "", "SHORT DESCRIPTION", "    Says.", "", "LONG DESCRIPTION", "", "PART"], lines[..9]);
        Assert.Equal(180, lines.Sum(l => l.Split(' ').Count(w => w == "word")));
    }
}
