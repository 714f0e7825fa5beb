namespace DeepWonder3D.Help.Output;

/// <summary>Text in lines of limited length.</summary>
internal static class TextWrapping
{
    private const int Gap = 2;

    /// <summary>Breaks a text between words; a word that is longer than a line stays whole.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line += (line.Length > 0 ? " " : "") + word;
        }

        yield return line;
    }

    /// <summary>Lays rows out in columns, the widest of which are wrapped until all fit; the first row is underlined.</summary>
    public static IEnumerable<string> Columns(IReadOnlyList<string[]> rows, int width)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length))];
        while (widths.Sum() + (Gap * (widths.Length - 1)) > width)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        IEnumerable<string[]> underlined =
        [
            rows[0],
            [.. widths.Select((w, c) => new string('-', Math.Min(w, Math.Max(3, rows[0][c].Length))))],
            .. rows.Skip(1),
        ];
        foreach (string[] row in underlined)
        {
            string[][] cells = [.. row.Select((cell, c) => Wrap(cell, widths[c]).ToArray())];
            for (int i = 0; i < cells.Max(c => c.Length); i++)
            {
                yield return string.Join(
                    new string(' ', Gap), cells.Select((lines, c) => (i < lines.Length ? lines[i] : "").PadRight(widths[c]))).TrimEnd();
            }
        }
    }
}
