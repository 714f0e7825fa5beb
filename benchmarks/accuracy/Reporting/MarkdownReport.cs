using System.Text;

namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>A Markdown file of tables under headings, with what was not measured at its end.</summary>
internal sealed class MarkdownReport(string heading)
{
    private readonly StringBuilder _text = new(heading);

    public void Add(string heading, string explanation, string table) =>
        _text.Append(CultureInfo.InvariantCulture, $"\n## {heading}\n\n{(explanation.Length > 0 ? explanation + "\n\n" : "")}{table}");

    /// <summary>Writes the file; its folder is made where it is missing.</summary>
    public void Write(string path, ResultBook book)
    {
        if (book.Missing.Any())
        {
            Add("Not measured", "", string.Concat(book.Missing.Select(m => $"- {m.Key} {string.Join(", ", m)}\n")));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, _text.ToString());
    }
}

/// <summary>Rows of text between bars.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params IEnumerable<string> headings)
    {
        string[] columns = [.. headings];
        Add(columns);
        Add(columns.Select(_ => "---"));
    }

    public void Add(params IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    public override string ToString() => _text.ToString();
}
