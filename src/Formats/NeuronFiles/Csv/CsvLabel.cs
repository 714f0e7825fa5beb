namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>
/// What people call neurons, in a table that a spreadsheet may open: a text that it would take for a formula begins with an apostrophe
/// there, which is taken off again when the table is read.
/// </summary>
internal static class CsvLabel
{
    private const char Mark = '\'';

    // A text that begins with the mark itself has one more, so that every label comes back as it was.
    private const string Marked = "=+-@\t'";

    public static string Escape(string label) => label.Length > 0 && Marked.Contains(label[0]) ? Mark + label : label;

    public static string? Unescape(string? text) =>
        text is { Length: > 1 } && text[0] == Mark && Marked.Contains(text[1]) ? text[1..] : text;
}
