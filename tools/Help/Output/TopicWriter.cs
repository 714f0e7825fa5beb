using System.Text;
using DeepWonder3D.Help.Pages;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace DeepWonder3D.Help.Output;

/// <summary>Writes a topic as the text that <c>Get-Help about_…</c> shows.</summary>
internal static class TopicWriter
{
    private const int Width = 80;
    private const string Indent = "    ";

    /// <summary>The text, with lines of at most 80 characters but where code is longer.</summary>
    public static string Write(TopicPage topic)
    {
        StringBuilder text = new();
        Section(text, "TOPIC", [topic.Name]);
        Section(text, "SHORT DESCRIPTION", TextWrapping.Wrap(topic.Synopsis, Width - Indent.Length));
        text.Append("LONG DESCRIPTION\n");
        foreach (Block block in topic.Body)
        {
            if (block is HeadingBlock { Level: 2 } heading)
            {
                text.Append('\n').Append(PlainText.Of(heading).ToUpperInvariant()).Append('\n');
                continue;
            }

            Append(text, LinesOf(block));
            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append(title).Append('\n');
        Append(text, lines);
        text.Append('\n');
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            text.Append((Indent + line).TrimEnd()).Append('\n');
        }
    }

    private static IEnumerable<string> LinesOf(Block block) => block switch
    {
        ListBlock list => list.SelectMany(i => Wrap(i, Width - Indent.Length - 2).Select((l, n) => (n == 0 ? "- " : "  ") + l)),
        FencedCodeBlock code => code.Lines.ToString().Split('\n').Select(l => Indent + l),
        Table table => TextWrapping.Columns([.. table.Select(r => ((TableRow)r).Select(PlainText.Of).ToArray())], Width - Indent.Length),
        _ => Wrap(block, Width - Indent.Length),
    };

    private static IEnumerable<string> Wrap(Block block, int width) => TextWrapping.Wrap(PlainText.Of(block), width);
}
