using Markdig.Syntax;

namespace DeepWonder3D.Help.Pages;

/// <summary>A page about something: <c>about_….md</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Synopsis">What it is about, in a sentence.</param>
/// <param name="Body">All that follows.</param>
internal sealed record TopicPage(string Name, string Synopsis, IReadOnlyList<Block> Body)
{
    /// <summary>Reads a topic.</summary>
    /// <exception cref="HelpFormatException">It is not written as a topic is.</exception>
    public static TopicPage Read(string path)
    {
        PageBlocks blocks = PageBlocks.Read(path);
        string name = blocks.TakeTitle();
        string synopsis = blocks.TakeParagraph("A topic begins with one sentence that says what it is about.");
        return new TopicPage(name, synopsis, blocks.TakeRest());
    }
}
