using System.Text.RegularExpressions;

namespace DeepWonder3D.Help.Markdown;

/// <summary>Text as a console shows it: without the marks.</summary>
internal static partial class PlainText
{
    /// <summary>Takes off backticks, and leaves of links the text, with the place where that says more.</summary>
    public static string Of(string text) => Link().Replace(text, m => LinkText(m.Groups[1].Value, m.Groups[2].Value)).Replace("`", "", StringComparison.Ordinal);

    /// <summary>The links of a text.</summary>
    public static IEnumerable<(string Text, string Target)> LinksIn(string text) => Link().Matches(text).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

    private static string LinkText(string text, string target)
    {
        // Pages of help are known by their names; other files by their paths from the repository's root.
        string place = target.StartsWith("../../", StringComparison.Ordinal) ? target[6..] : target.StartsWith("../", StringComparison.Ordinal) ? "docs/" + target[3..] : target;
        return place == text + ".md" || place == text || !place.Contains('/', StringComparison.Ordinal) ? text : $"{text} ({place})";
    }

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
