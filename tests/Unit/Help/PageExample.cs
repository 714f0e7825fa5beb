using DeepWonder3D.Help;
using DeepWonder3D.Help.Pages;
using Markdig.Syntax;

namespace DeepWonder3D.Tests.Help;

/// <summary>An example of a page: code, and what the page says that it prints.</summary>
/// <param name="Page">The page's path.</param>
/// <param name="Line">The line of the code.</param>
/// <param name="Title">What a test calls it.</param>
/// <param name="Code">The code.</param>
/// <param name="Output">The output, or null where the page shows none.</param>
internal sealed record PageExample(string Page, int Line, string Title, string Code, string? Output)
{
    /// <summary>All examples of all pages, those of topics among them.</summary>
    public static IReadOnlyList<PageExample> AllOf(HelpFolder folder)
    {
        IEnumerable<PageExample> ofCommands = folder.Commands.SelectMany(
            p => p.Examples.Select((e, i) => new PageExample(p.Path, e.Line, $"{p.Name} {i + 1}: {e.Title}", e.Code, e.Output)));
        return [.. ofCommands, .. folder.Topics.SelectMany(t => OfTopic(Path.Combine(folder.Path, t.Name + ".md"), t))];
    }

    private static IEnumerable<PageExample> OfTopic(string path, TopicPage topic)
    {
        for (int i = 0, number = 1; i < topic.Body.Count; i++)
        {
            if (topic.Body[i] is FencedCodeBlock { Info: "powershell" } code)
            {
                FencedCodeBlock? printed = topic.Body.ElementAtOrDefault(i + 1) as FencedCodeBlock;
                string? output = printed?.Info == "output" ? printed.Lines.ToString() : null;
                yield return new PageExample(path, code.Line + 1, $"{topic.Name} {number++}", code.Lines.ToString(), output);
            }
        }
    }
}
