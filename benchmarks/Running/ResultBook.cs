namespace DeepWonder3D.Benchmarks.Running;

/// <summary>The tables among the results.</summary>
internal static class ResultBook
{
    public static void Write(string kind, string text)
    {
        string file = Repository.Results(kind);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        Console.Error.WriteLine($"Written to {file}");
    }

    /// <summary>A row of a table, printed too.</summary>
    public static string Row(params ReadOnlySpan<string> cells)
    {
        string row = $"| {string.Join(" | ", cells.ToArray())} |";
        Console.WriteLine(row);
        return row + Environment.NewLine;
    }

    public static string Number(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
