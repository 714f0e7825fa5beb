using System.Text;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>Finds a typeface to write with: the system's own, or a font file where the system offers none.</summary>
internal static class SystemTypeface
{
    /// <summary>What a typeface must be able to write to be of use.</summary>
    private const string Needed = "0aA µ";

    /// <summary>Plain text faces that Linux distributions bring, best first.</summary>
    private static readonly string[] s_preferred =
    [
        "DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "OpenSans-Regular.ttf", "Ubuntu-R.ttf", "Roboto-Regular.ttf",
        "FreeSans.ttf", "FreeSans.otf", "NimbusSans-Regular.otf", "Arial.ttf",
    ];

    /// <summary>The typeface of all figures; null where there is no font at all.</summary>
    public static SKTypeface? Default { get; } = OfSystem() ?? OfFolders(FontFolders());

    /// <summary>The first usable font file in folders: a preferred one, or else the first by name.</summary>
    public static SKTypeface? OfFolders(IEnumerable<string> folders)
    {
        string[] files = [.. folders.SelectMany(FontFiles)];
        return files
            .OrderBy(f => (uint)Array.IndexOf(s_preferred, Path.GetFileName(f)))
            .ThenBy(f => f, StringComparer.Ordinal)
            .Select(Open)
            .FirstOrDefault(t => t is not null);
    }

    /// <summary>A typeface that has a character which <see cref="Default"/> lacks, where the system knows one.</summary>
    public static SKTypeface? For(Rune character) =>
        SKFontManager.Default.MatchCharacter(character.Value) is { } match && CanWrite(match, character.ToString()) ? match : null;

    /// <summary>Whether a typeface has every character of a text.</summary>
    public static bool CanWrite(SKTypeface typeface, string text)
    {
        using SKFont font = new(typeface);
        return font.ContainsGlyphs(text);
    }

    // The Linux library is the one without fontconfig, because the other does not even load where fontconfig is missing; it knows no system fonts.
    private static SKTypeface? OfSystem() => SKTypeface.Default is { } typeface && CanWrite(typeface, Needed) ? typeface : null;

    private static IEnumerable<string> FontFolders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string fonts = Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
        return new[] { fonts, "/usr/share/fonts", "/usr/local/share/fonts", Path.Combine(home, ".local/share/fonts"), Path.Combine(home, ".fonts") }
            .Where(f => f.Length > 0 && Directory.Exists(f));
    }

    private static IEnumerable<string> FontFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 6 })
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".TTF" or ".OTF" or ".TTC");

    private static SKTypeface? Open(string file)
    {
        SKTypeface? typeface = SKTypeface.FromFile(file);
        if (typeface is not null && CanWrite(typeface, Needed))
        {
            return typeface;
        }

        typeface?.Dispose();
        return null;
    }
}
