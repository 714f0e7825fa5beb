using System.Text;

namespace DeepWonder3D.Accuracy.Reporting;

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
