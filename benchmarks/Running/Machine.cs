using System.Runtime.InteropServices;

namespace DeepWonder3D.Benchmarks.Running;

/// <summary>What the figures were measured on. The accuracy benchmark compiles this file too.</summary>
internal static class Machine
{
    /// <summary>The name that files of results carry.</summary>
    public static string Name { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier}-{Environment.ProcessorCount}-cores");

    /// <summary>What it is, and today's date.</summary>
    public static string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} logical processors, "
            + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}.");
}

/// <summary>Where this program's own repository is.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder, stated from the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.GetFullPath(System.IO.Path.Combine([Root, .. parts]));

    /// <summary>The file of a kind of results for this machine.</summary>
    public static string Results(string kind, string ending = ".md") => Path("benchmarks", "results", $"{kind}-{Machine.Name}{ending}");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "DeepWonder3D.PowerShell.sln")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
