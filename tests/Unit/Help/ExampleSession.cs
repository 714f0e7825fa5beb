using System.Globalization;
using System.Text.RegularExpressions;
using DeepWonder3D.Help;
using DeepWonder3D.Tests.PowerShell;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>
/// All examples of the help and all scripts in examples/, run once, in one process, in order. With the environment variable
/// DEEPWONDER3D_REFRESH_EXAMPLES the pages are given the output that was printed; look at what changed before it is committed.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ExampleSession : IAsyncLifetime, ICollectionFixture<ExampleSession>
{
    internal const string Name = "Examples";

    private const string Mark = "=== example ";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(8);

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<PageExample, string> _files = [];
    private Dictionary<string, string> _printed = [];

    /// <summary>The pages.</summary>
    public static string Pages { get; } = Path.Combine(SharedMaterial.Root, "docs", "help");

    internal static IReadOnlyList<PageExample> Examples { get; } = PageExample.AllOf(new HelpFolder(Pages));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string lab = Directory.CreateDirectory(_folder.File("lab")).FullName;
        string scripts = Directory.CreateDirectory(_folder.File("examples")).FullName;
        await ExampleFolder.Fill(lab);
        foreach (PageExample example in Examples.Concat(ScriptExample.All.Select(s => s.Example)))
        {
            _files[example] = Path.Combine(scripts, _files.Count.ToString("000", CultureInfo.InvariantCulture) + ".ps1");
            await File.WriteAllTextAsync(_files[example], example.Code);
        }

        (int code, string text) = await ShellProcess.Run(
            s_limit,
            "-File",
            Path.Combine(SharedMaterial.Root, "tests", "Unit", "Help", "ExampleRun.ps1"),
            "-Folder",
            lab,
            "-Examples",
            scripts,
            "-Mark",
            Mark);
        Assert.True(code == 0, text);
        _printed = text.Split(Mark).Skip(1).Select(t => t.Split('\n', 2)).ToDictionary(t => t[0].Trim(), t => t[1]);
        if (Environment.GetEnvironmentVariable("DEEPWONDER3D_REFRESH_EXAMPLES") is { Length: > 0 })
        {
            PageRefresh.Write(Examples, PrintedBy);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What an example printed, without empty lines around it and spaces at the ends of lines.</summary>
    internal string PrintedBy(PageExample example)
    {
        string[] lines =
            [.. _printed[Path.GetFileNameWithoutExtension(_files[example])].ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())];
        string text = string.Join('\n', lines.SkipWhile(l => l.Length == 0).Reverse().SkipWhile(l => l.Length == 0).Reverse());
        return Regex.Replace(
            text, Regex.Escape(_folder.File("lab")) + @"([^\s""']*)", m => "C:\\lab" + m.Groups[1].Value.Replace('/', '\\'));
    }

    /// <summary>The errors of an example.</summary>
    internal string ErrorsOf(PageExample example)
    {
        string file = Path.ChangeExtension(_files[example], ".err");
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }
}
