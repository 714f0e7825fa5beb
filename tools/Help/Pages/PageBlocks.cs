using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DeepWonder3D.Help.Pages;

/// <summary>
/// A page's blocks, taken one after the other. Help pages are written in a part of Markdown: headings of three levels, paragraphs, flat
/// lists, tables and fenced code, with links and code in the text. Anything else is refused, with its line, so that no page looks well here
/// and badly in Get-Help.
/// </summary>
internal sealed class PageBlocks
{
    private const string HeadingForm = "A heading is one to three # and a space before its text.";
    private const string TableForm = "A table is a heading, a line of |---| and rows.";

    private static readonly MarkdownPipeline s_markdown = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    private readonly MarkdownDocument _blocks;
    private int _next;

    /// <summary>Reads a text.</summary>
    /// <param name="path">What the text is called in messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="HelpFormatException">It holds what help pages cannot show.</exception>
    public PageBlocks(string path, string text)
    {
        (Path, _blocks) = (path, Markdown.Parse(text, s_markdown));
        foreach (MarkdownObject part in _blocks.Descendants())
        {
            if (ProblemOf(part, text) is { } problem)
            {
                throw Refuse(part, problem);
            }
        }
    }

    public string Path { get; }

    /// <summary>The next block, or null at the end.</summary>
    public Block? Next => _next < _blocks.Count ? _blocks[_next] : null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="HelpFormatException">It holds what help pages cannot show.</exception>
    public static PageBlocks Read(string path) => new(path, File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>The page's title, which must be its file's name.</summary>
    public string TakeTitle()
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(Path);
        return Next is HeadingBlock { Level: 1 } title && PlainText.Of(title) == name
            ? PlainText.Of(Take())
            : throw Refuse($"The page begins with its name: # {name}");
    }

    /// <summary>A paragraph that must be there.</summary>
    public string TakeParagraph(string demand) => Next is ParagraphBlock ? PlainText.Of(Take()) : throw Refuse(demand);

    /// <summary>The heading of a section, if it is the next.</summary>
    public bool TakeSection(string title)
    {
        bool there = Next is HeadingBlock { Level: 2 } heading && PlainText.Of(heading) == title;
        _next += there ? 1 : 0;
        return there;
    }

    /// <summary>Text up to the next heading.</summary>
    public IReadOnlyList<Block> TakeText(string demand)
    {
        List<Block> text = [];
        while (Next is not (null or HeadingBlock))
        {
            text.Add(Next is ParagraphBlock or ListBlock ? Take() : throw Refuse("Paragraphs and lists only."));
        }

        return text.Count > 0 ? text : throw Refuse(demand);
    }

    /// <summary>All that is left.</summary>
    public IReadOnlyList<Block> TakeRest()
    {
        Block[] rest = [.. _blocks.Skip(_next)];
        _next = _blocks.Count;
        return rest;
    }

    /// <summary>The next block, whatever it is.</summary>
    public Block Take() => _blocks[_next++];

    /// <summary>What is wrong at the next block, or at the last.</summary>
    public HelpFormatException Refuse(string problem) => Refuse(Next ?? _blocks.LastChild ?? _blocks, problem);

    /// <summary>What is wrong at a part of the page.</summary>
    public HelpFormatException Refuse(MarkdownObject part, string problem) => new(Path, part.Line + 1, problem);

    private static string? ProblemOf(MarkdownObject part, string source) => part switch
    {
        HeadingBlock { Level: > 3 } or HeadingBlock { Inline.FirstChild: null } => HeadingForm,
        ParagraphBlock { Span.IsEmpty: false } when source[part.Span.Start] == '#' => HeadingForm,
        ParagraphBlock { Span.IsEmpty: false } when source[part.Span.Start] == '|' => TableForm,
        Table { Count: 1 } => TableForm,
        TableRow row when CellsOf(row) != CellsOf((TableRow)((Table)row.Parent!)[0]) =>
            $"This row has {CellsOf(row)} cells, the table's heading {CellsOf((TableRow)((Table)row.Parent!)[0])}.",
        FencedCodeBlock { ClosingFencedCharCount: 0 } => "This code has no end: a line of three backticks.",
        LineBreakInline { PreviousSibling: { } before } when before.Span.End + 1 < part.Span.Start => "Spaces at the end of a line.",
        LiteralInline literal when literal.Content.AsSpan().Contains('`') => "A backtick without its partner.",
        LiteralInline literal when literal.Content.AsSpan().IndexOfAny('*', '\t') < 0 => null,
        HeadingBlock { IsSetext: false } or ParagraphBlock or FencedCodeBlock or Table or TableRow or TableCell => null,
        ListBlock { BulletType: '-' } or ListItemBlock { Count: 1 } => null,
        CodeInline or LinkInline { IsImage: false } or LineBreakInline { IsHard: false } => null,
        _ => $"'{source[part.Span.Start..(part.Span.End + 1)].Split('\n')[0]}' is not used in help pages: "
            + "text, code in backticks, links, flat lists and tables are.",
    };

    /// <summary>The cells that a row has on the page: Markdig fills rows up to the longest with cells that hold nothing.</summary>
    private static int CellsOf(TableRow row) => row.Count(c => c is TableCell { Count: > 0 });
}

/// <summary>
/// A page is not written as docs/help/README.md says. The message begins as a compiler's does, so that editors find the place.
/// </summary>
internal sealed class HelpFormatException(string file, int line, string problem) : Exception($"{file}({line}): error HELP: {problem}");
