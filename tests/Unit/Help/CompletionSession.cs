using DeepWonder3D.Cmdlets;
using DeepWonder3D.Formats;
using DeepWonder3D.Help.Facts;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>Command lines and what the Tab key offers for each, asked once in a process where the staged module is all there is.</summary>
public sealed class CompletionSession : IAsyncLifetime
{
    /// <summary>In a line: the path of an HDF5 file, in quotes.</summary>
    internal const string File = "<file>";

    internal static readonly IReadOnlyList<CommandFacts> Commands = CommandFacts.Of(typeof(DeepWonderCmdlet).Assembly);

    private const string Script = """
        param($Lines, $Results)
        $offered = foreach ($line in [System.IO.File]::ReadAllLines($Lines)) {
            $completion = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
            foreach ($match in $completion.CompletionMatches) {
                "$line`t$($match.CompletionText)`t$($match.ToolTip)`t$($match.ResultType)"
            }
        }
        [System.IO.File]::WriteAllLines($Results, [string[]]@($offered))
        """;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    private readonly TemporaryFolder _folder = new();
    private ILookup<string, string[]> _offered = Enumerable.Empty<string[]>().ToLookup(o => o[0]);

    /// <summary>The lines that are asked for.</summary>
    internal static IEnumerable<string> Lines =>
    [
        .. Commands.SelectMany(c => c.Parameters.Where(p => p.IsCompletedWithMeanings).Select(p => $"{c.Name} -{p.Name} ")),
        .. CompletionTests.KnownNames.Select(k => k.Data.Item1),
        $"Import-Volume {File} -Dataset ",
        $"Import-Volume -LiteralPath {File} -Axes CYX -Channel ",
        "Import-Volume nowhere.h5 -Dataset no",
    ];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        string movie = _folder.File("it's a movie.h5");
        VolumeInfo info = new() { Name = "movie", FrameCount = 2, Height = 4, Width = 5 };
        using (VolumeBuilder builder = new(info))
        using (Volume volume = builder.Build(new HistoryStep("Test", new Dictionary<string, string>())))
        {
            VolumeWriter.Write(volume, movie, new VolumeWriteOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
        }

        string quoted = $"'{movie.Replace("'", "''", StringComparison.Ordinal)}'";
        await System.IO.File.WriteAllTextAsync(_folder.File("ask.ps1"), Script);
        await System.IO.File.WriteAllLinesAsync(
            _folder.File("lines.txt"), Lines.Select(l => l.Replace(File, quoted, StringComparison.Ordinal)));
        (int code, string text) = await ShellProcess.Run(
            s_limit, "-File", _folder.File("ask.ps1"), _folder.File("lines.txt"), _folder.File("offered.txt"));
        Assert.True(code == 0, text);
        _offered = (await System.IO.File.ReadAllLinesAsync(_folder.File("offered.txt")))
            .Select(l => l.Replace(quoted, File, StringComparison.Ordinal).Split('\t'))
            .ToLookup(o => o[0]);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is offered for a line: each text with its tooltip and kind.</summary>
    internal IReadOnlyList<(string Text, string ToolTip, string Kind)> Of(string line) =>
        [.. _offered[line].Select(o => (o[1], o[2], o[3]))];
}
