using DeepWonder3D.Help;
using DeepWonder3D.Help.Output;
using DeepWonder3D.Help.Pages;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Xunit;

namespace DeepWonder3D.Tests.Help;

public sealed class PageBlocksTests
{
    [Fact]
    public void Headings_paragraphs_lists_tables_and_code_are_read_with_their_lines()
    {
        IReadOnlyList<Block> blocks = BlocksOf(
            "# Title\n\nOne `a*b`\ntwo [x](../y.md).\n\n- a\n- b\n  more\n\n"
            + "| h | i |\n|---|---|\n| 1 | `2` |\n| | \\| |\n\n```powershell\n# code\n\n  x\n```\n");
        Assert.Equal([1, 3, 6, 10, 15], blocks.Select(b => b.Line + 1));
        Assert.Equal("Title", PlainText.Of(Assert.IsType<HeadingBlock>(blocks[0])));
        Assert.Equal("One a*b two x (docs/y.md).", PlainText.Of(Assert.IsType<ParagraphBlock>(blocks[1])));
        Assert.Equal(["- a", "- b more"], PlainText.Lines([Assert.IsType<ListBlock>(blocks[2])]));
        Table table = Assert.IsType<Table>(blocks[3]);
        Assert.Equal(["h", "i", "1", "2", "", "|"], table.Cast<TableRow>().SelectMany(r => r.Select(PlainText.Of)));
        FencedCodeBlock code = Assert.IsType<FencedCodeBlock>(blocks[4]);
        Assert.Equal(("powershell", "# code\n\n  x"), (code.Info, code.Lines.ToString()));
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
    [InlineData("| a | b |\n|---|---|\n| b |", 3, "1 cells")]
    [InlineData("a \nb", 1, "Spaces")]
    [InlineData("a\n\n- b\n  - c", 3, "- b")]
    [InlineData("a\n\n    b", 3, "b")]
    [InlineData("a **b", 1, "**")]
    [InlineData("a &lt; b", 1, "&lt;")]
    public void What_help_cannot_show_is_refused_with_its_place(string text, int line, string problem)
    {
        HelpFormatException refused = Assert.Throws<HelpFormatException>(() => BlocksOf(text));
        Assert.StartsWith($"page.md({line}): error HELP: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("## Parameters\n", "synopsis", "# Test\n\nSays.\n\n", "Description")]
    [InlineData("### -A\n\n- Unit: µm\n", "What does -A mean?")]
    [InlineData("### -A, -B\n\nText.\n", "Only shared parameters")]
    [InlineData("### -A\n\nAs in [parameters.md](parameters.md).\n", "does not tell of -A")]
    public void Pages_that_miss_a_part_are_refused(
        string parameters,
        string problem,
        string begin = "# Test\n\nSays.\n\n## Description\n\nText.\n\n## Parameters\n\n",
        string? other = null)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("Test.md");
        File.WriteAllText(path, begin + parameters);
        HelpFormatException refused = Assert.Throws<HelpFormatException>(
            () => CommandPageReader.Read(path, new Dictionary<string, ParameterText>()));
        Assert.Contains(other ?? problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_are_wrapped_and_tables_fit()
    {
        string words = string.Join(' ', Enumerable.Repeat("word", 60));
        string text = $"## Part\n\n{words}\n\n- {words}\n\n| a | b |\n|---|---|\n| x | {words} |\n";
        TopicPage topic = new("about_Test", "Says.", BlocksOf(text));
        string[] lines = TopicWriter.Write(topic).Split('\n');
        Assert.All(lines, l => Assert.InRange(l.Length, 0, 80));
        Assert.Equal(["TOPIC", "    about_Test", "", "SHORT DESCRIPTION", "    Says.", "", "LONG DESCRIPTION", "", "PART"], lines[..9]);
        Assert.Equal(180, lines.Sum(l => l.Split(' ').Count(w => w == "word")));
    }

    private static IReadOnlyList<Block> BlocksOf(string text) => new PageBlocks("page.md", text).TakeRest();
}
