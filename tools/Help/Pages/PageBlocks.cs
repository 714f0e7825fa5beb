using DeepWonder3D.Help.Markdown;

namespace DeepWonder3D.Help.Pages;

/// <summary>A page's blocks, taken one after the other.</summary>
internal sealed class PageBlocks(string path, IReadOnlyList<Block> blocks)
{
    private int _next;

    public string Path => path;

    /// <summary>The next block, or null at the end.</summary>
    public Block? Next => _next < blocks.Count ? blocks[_next] : null;

    /// <summary>The line of the next block, or of the last.</summary>
    public int Line => (Next ?? (blocks.Count > 0 ? blocks[^1] : null))?.Line ?? 1;

    /// <summary>The page's title, which must be its file's name.</summary>
    public string TakeTitle()
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return Next is Heading { Level: 1 } title && title.Text == name
            ? ((Heading)Take()).Text
            : throw Refuse($"The page begins with its name: # {name}");
    }

    /// <summary>A paragraph that must be there.</summary>
    public string TakeParagraph(string demand) => Next is Paragraph ? ((Paragraph)Take()).Text : throw Refuse(demand);

    /// <summary>The heading of a section, if it is the next.</summary>
    public bool TakeSection(string title)
    {
        bool there = Next is Heading { Level: 2 } heading && heading.Text == title;
        _next += there ? 1 : 0;
        return there;
    }

    /// <summary>Text up to the next heading.</summary>
    public IReadOnlyList<Block> TakeText(string demand)
    {
        List<Block> text = [];
        while (Next is not (null or Heading))
        {
            text.Add(Next is Paragraph or BulletList ? Take() : throw Refuse("Paragraphs and lists only."));
        }

        return text.Count > 0 ? text : throw Refuse(demand);
    }

    /// <summary>All that is left.</summary>
    public IReadOnlyList<Block> TakeRest()
    {
        Block[] rest = [.. blocks.Skip(_next)];
        _next = blocks.Count;
        return rest;
    }

    /// <summary>The next block, whatever it is.</summary>
    public Block Take() => blocks[_next++];

    /// <summary>What is wrong at the next block.</summary>
    public HelpFormatException Refuse(string problem) => new(path, Line, problem);
}
