namespace DeepWonder3D.Tests.Help;

/// <summary>Writes printed output into the pages, under the code that printed it.</summary>
internal static class PageRefresh
{
    private const string Fence = "```";
    private const string OutputFence = "```output";

    /// <summary>Refreshes the pages of examples.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="printedBy">What each printed.</param>
    public static void Write(IEnumerable<PageExample> examples, Func<PageExample, string> printedBy)
    {
        foreach (IGrouping<string, PageExample> page in examples.GroupBy(e => e.Page))
        {
            List<string> lines = [.. File.ReadAllText(page.Key).ReplaceLineEndings("\n").Split('\n')];
            // From the last to the first, so that line numbers hold.
            foreach (PageExample example in page.OrderByDescending(e => e.Line))
            {
                Replace(lines, example, printedBy(example));
            }

            File.WriteAllText(page.Key, string.Join('\n', lines));
        }
    }

    private static void Replace(List<string> lines, PageExample example, string printed)
    {
        if (example.Output is { } old && PrintedText.Difference(old, printed) is null)
        {
            return;
        }

        int codeStart = lines.FindIndex(example.Line - 1, l => l.StartsWith(Fence, StringComparison.Ordinal));
        int codeEnd = lines.IndexOf(Fence, codeStart + 1);
        if (codeEnd + 2 < lines.Count && lines[codeEnd + 2] == OutputFence)
        {
            int end = lines.IndexOf(Fence, codeEnd + 3);
            lines.RemoveRange(codeEnd + 1, end - codeEnd);
        }

        if (printed.Length > 0)
        {
            lines.InsertRange(codeEnd + 1, ["", OutputFence, .. printed.Split('\n'), Fence]);
        }
    }
}
