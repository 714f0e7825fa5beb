using System.Text.RegularExpressions;
using Xunit;

namespace DeepWonder3D.Tests;

/// <summary>What the pages point to is there: a reader who follows a link, or looks for a file that is named, finds it.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] s_files =
    [
        .. Directory.EnumerateFiles(SharedMaterial.Root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(SharedMaterial.Root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or "out" or ".git")),
    ];

    public static TheoryData<string> Pages => [.. s_files.Where(
        f => f.EndsWith(".md", StringComparison.Ordinal) && (f.StartsWith("docs/", StringComparison.Ordinal) || !f.Contains('/')))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(SharedMaterial.Root, page))!;
        string[] dead = [.. Link().Matches(File.ReadAllText(Path.Combine(SharedMaterial.Root, page)))
            .Select(m => m.Groups[1].Value.Split('#')[0])
            .Where(t => t.Length > 0 && !t.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, t)))];
        Assert.True(dead.Length == 0, $"{page}: {string.Join(", ", dead)}: not there.");
    }

    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/decisions/loading.md")]
    [InlineData("docs/decisions/hdf5.md")]
    [InlineData("docs/decisions/tiff.md")]
    [InlineData("docs/decisions/matlab5.md")]
    [InlineData("docs/decisions/random-streams.md")]
    public void Files_and_folders_that_are_named_are_there(string page)
    {
        string[] absent = [.. Named().Matches(File.ReadAllText(Path.Combine(SharedMaterial.Root, page)))
            .Select(m => m.Groups[1].Value.TrimEnd('/'))
            .Distinct()
            .Where(name => !Path.Exists(Path.Combine(SharedMaterial.Root, name))
                && !s_files.Any(f => f.EndsWith("/" + name, StringComparison.Ordinal)))];
        Assert.True(absent.Length == 0, $"{page}: {string.Join(", ", absent)}: not there.");
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    /// <summary>
    /// A path below a folder of the repository, or a file by its name, as code: <c>`src/Core`</c>, <c>`NeuronFile.cs`</c>.
    /// </summary>
    [GeneratedRegex(
        @"`((?:(?:src|tests|tools|docs|module|training|benchmarks|\.github|\.ci)/[\w./-]+)"
        + @"|(?:[\w./-]+\.(?:cs|props|psd1|ps1|ps1xml|py|yml)))`")]
    private static partial Regex Named();
}
