using System.Runtime.InteropServices;

namespace DeepWonder3D.Benchmarks.Running;

/// <summary>The repository's folder of results, by machine.</summary>
internal static class ResultBook
{
    public static string Machine =>
        string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier}-{Environment.ProcessorCount}-cores");

    public static string MachineLine => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} logical processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}.");

    /// <summary>The repository's root.</summary>
    public static string Repository
    {
        get
        {
            for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "DeepWonder3D.PowerShell.sln")))
                {
                    return folder.FullName;
                }
            }

            return Environment.CurrentDirectory;
        }
    }

    /// <summary>The file of a kind of results for this machine.</summary>
    public static string PathOf(string kind, string ending) =>
        Path.Combine(Repository, "benchmarks", "results", $"{kind}-{Machine}{ending}");

    public static void Write(string kind, string text)
    {
        string file = PathOf(kind, ".md");
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

    public static string Number(double value, string format) => double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);

    public static string Percent(double share) => double.IsNaN(share) ? "–" : (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
