using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DeepWonder3D.Help.Pages;

/// <summary>Text as a console shows it: without the marks.</summary>
internal static class PlainText
{
    /// <summary>The text of a heading, a paragraph, an item of a list or a cell of a table, in one line.</summary>
    public static string Of(Block block) =>
        block is LeafBlock { Inline: { } text } ? Of(text) : string.Join(' ', ((ContainerBlock)block).Select(Of));

    /// <summary>The paragraphs of a text, each in one line; so are the items of its lists, which begin with a dash.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<Block> text) =>
        [.. text.SelectMany<Block, string>(b => b is ListBlock list ? list.Select(i => "- " + Of(i)) : [Of(b)])];

    /// <summary>The text of a link, with the place where that says more.</summary>
    public static string Of(LinkInline link)
    {
        // Pages of help are known by their names; other files by their paths from the repository's root.
        (string text, string target) = (Of((ContainerInline)link), link.Url!);
        string place = target.StartsWith("../../", StringComparison.Ordinal) ? target[6..]
            : target.StartsWith("../", StringComparison.Ordinal) ? "docs/" + target[3..]
            : target;
        return place == text + ".md" || place == text || !place.Contains('/', StringComparison.Ordinal) ? text : $"{text} ({place})";
    }

    private static string Of(ContainerInline inlines) => string.Concat(inlines.Select(inline => inline switch
    {
        CodeInline code => code.Content,
        LineBreakInline => " ",
        LinkInline link => Of(link),
        _ => ((LiteralInline)inline).Content.ToString(),
    }));
}
