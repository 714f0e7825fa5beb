using DeepWonder3D.Help.Markdown;

namespace DeepWonder3D.Help.Pages;

/// <summary>What a page says of a parameter.</summary>
/// <param name="Name">Its name, without the dash.</param>
/// <param name="Line">Where the page says it.</param>
/// <param name="Description">What it means.</param>
/// <param name="Unit">The unit of a number, or null.</param>
/// <param name="Range">The numbers that are allowed, where the code does not say it in an attribute; or null.</param>
/// <param name="Default">What stands where it is not given, where the code does not say it; or null.</param>
internal sealed record ParameterText(string Name, int Line, IReadOnlyList<Block> Description, string? Unit, string? Range, string? Default)
{
    /// <summary>All of the description in one string.</summary>
    public string Text => string.Join(' ', Description.SelectMany(TextOf));

    private static IEnumerable<string> TextOf(Block block) => block switch
    {
        Paragraph paragraph => [paragraph.Text],
        BulletList list => list.Items,
        _ => [],
    };
}
