using DeepWonder3D.Help.Pages;

namespace DeepWonder3D.Help;

/// <summary>The folder of pages, <c>docs/help</c>.</summary>
internal sealed class HelpFolder
{
    private const string SharedPage = "parameters.md";
    private const string Guide = "README.md";
    private const string TopicPrefix = "about_";

    /// <summary>Reads all pages.</summary>
    /// <exception cref="HelpFormatException">One is not written as pages are.</exception>
    public HelpFolder(string path)
    {
        Path = path;
        Shared = CommandPageReader.ReadShared(System.IO.Path.Combine(path, SharedPage));
        string[] pages = [.. Directory.GetFiles(path, "*.md")
            .Where(p => System.IO.Path.GetFileName(p) is not (SharedPage or Guide))
            .Order(StringComparer.Ordinal)];
        Topics = [.. pages.Where(IsTopic).Select(TopicPage.Read)];
        Commands = [.. pages.Where(p => !IsTopic(p)).Select(p => CommandPageReader.Read(p, Shared))];
    }

    public string Path { get; }

    /// <summary>What parameters mean that pages share, by name.</summary>
    public IReadOnlyDictionary<string, ParameterText> Shared { get; }

    public IReadOnlyList<CommandPage> Commands { get; }

    public IReadOnlyList<TopicPage> Topics { get; }

    private static bool IsTopic(string path) => System.IO.Path.GetFileName(path).StartsWith(TopicPrefix, StringComparison.Ordinal);
}
