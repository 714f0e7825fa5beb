using System.Text.RegularExpressions;

namespace DeepWonder3D.Help.Markdown;

/// <summary>
/// The part of Markdown that help pages are written in: headings of three levels, paragraphs, flat lists, tables and fenced code. Anything else is
/// refused, with its line, so that no page looks well here and badly in Get-Help.
/// </summary>
internal sealed partial class MarkdownFile
{
    private readonly string _path;
    private readonly string[] _lines;
    private readonly List<Block> _blocks = [];
    private int _next;

    private MarkdownFile(string path, string text)
    {
        _path = path;
        _lines = text.ReplaceLineEndings("\n").Split('\n');
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="HelpFormatException">It holds what help pages cannot show.</exception>
    public static IReadOnlyList<Block> Read(string path) => Parse(path, File.ReadAllText(path));

    /// <summary>Reads a text.</summary>
    /// <param name="path">What the text is called in messages.</param>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<Block> Parse(string path, string text)
    {
        MarkdownFile file = new(path, text);
        while (file._next < file._lines.Length)
        {
            file.ReadBlock();
        }

        return file._blocks;
    }

    private void ReadBlock()
    {
        string line = _lines[_next];
        if (line.Length == 0)
        {
            _next++;
        }
        else if (line.StartsWith("```", StringComparison.Ordinal))
        {
            ReadCode();
        }
        else if (line.StartsWith('#'))
        {
            ReadHeading();
        }
        else if (line.StartsWith("- ", StringComparison.Ordinal))
        {
            ReadList();
        }
        else if (line.StartsWith('|'))
        {
            ReadTable();
        }
        else
        {
            int first = _next;
            _blocks.Add(new Paragraph(first + 1, string.Join(' ', TakeText())));
        }
    }

    private void ReadHeading()
    {
        Match heading = HeadingLine().Match(_lines[_next]);
        if (!heading.Success)
        {
            throw Refuse(_next, "A heading is one to three # and a space before its text.");
        }

        _blocks.Add(new Heading(_next + 1, heading.Groups[1].Length, heading.Groups[2].Value));
        _next++;
    }

    private void ReadCode()
    {
        int first = _next++;
        int end = Array.FindIndex(_lines, _next, l => l == "```");
        if (end < 0)
        {
            throw Refuse(first, "This code has no end: a line of three backticks.");
        }

        _blocks.Add(new CodeBlock(first + 1, _lines[first][3..], string.Join('\n', _lines[_next..end])));
        _next = end + 1;
    }

    private void ReadList()
    {
        int first = _next;
        List<string> items = [];
        while (_next < _lines.Length && _lines[_next].StartsWith("- ", StringComparison.Ordinal))
        {
            string item = Checked(_next, _lines[_next][2..]);
            _next++;
            while (_next < _lines.Length && _lines[_next].StartsWith("  ", StringComparison.Ordinal))
            {
                item += " " + Checked(_next, _lines[_next][2..]);
                _next++;
            }

            items.Add(item);
        }

        _blocks.Add(new BulletList(first + 1, items));
    }

    private void ReadTable()
    {
        int first = _next;
        List<string[]> rows = [];
        while (_next < _lines.Length && _lines[_next].StartsWith('|'))
        {
            // A bar inside backticks or after a backslash is no border.
            string[] cells = [.. Border().Split(_lines[_next]).Skip(1).SkipLast(1).Select(c => Checked(_next, c.Trim().Replace("\\|", "|", StringComparison.Ordinal)))];
            if (rows.Count > 0 && cells.Length != rows[0].Length)
            {
                throw Refuse(_next, $"This row has {cells.Length} cells, the table's heading {rows[0].Length}.");
            }

            rows.Add(cells);
            _next++;
        }

        if (rows.Count < 3 || !rows[1].All(c => c.Length >= 3 && c.All(x => x == '-')))
        {
            throw Refuse(first, "A table is a heading, a line of |---| and rows.");
        }

        rows.RemoveAt(1);
        _blocks.Add(new Table(first + 1, rows));
    }

    private IEnumerable<string> TakeText()
    {
        while (_next < _lines.Length && _lines[_next].Length > 0 && !_lines[_next].StartsWith("```", StringComparison.Ordinal))
        {
            yield return Checked(_next, _lines[_next]);
            _next++;
        }
    }

    /// <summary>A line of text, if it is nothing but text, code in backticks and links.</summary>
    private string Checked(int line, string text)
    {
        string bare = CodeSpan().Replace(text, "");
        return text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? throw Refuse(line, "Spaces at the beginning or end of a line.")
            : bare.Contains('`', StringComparison.Ordinal) ? throw Refuse(line, "A backtick without its partner.")
            : Unknown().Match(bare) is { Success: true } found ? throw Refuse(line, $"'{found.Value}' is not used in help pages: text, code in backticks, links, flat lists and tables are.")
            : text;
    }

    private HelpFormatException Refuse(int line, string problem) => new(_path, line + 1, problem);

    [GeneratedRegex(@"^(#{1,3}) (\S.*\S|\S)$")]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Border();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\*\*?|^\d+\. |^>|!\[|</?\w|^\* |^\+ |\t")]
    private static partial Regex Unknown();
}
