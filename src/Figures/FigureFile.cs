using DeepWonder3D.Files;

namespace DeepWonder3D.Figures;

/// <summary>Figures as files, which appear under their names when they are whole.</summary>
internal static class FigureFile
{
    /// <summary>The format that a file's ending stands for.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.UnknownFormat"/>.</exception>
    public static FigureFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => FigureFormat.Png,
        ".SVG" => FigureFormat.Svg,
        _ => throw new DeepWonderException(
            ErrorId.UnknownFormat, $"'{path}' does not end in .png or .svg.", path, "Give such a name, or an existing folder."),
    };

    /// <summary>A file name for a figure in a folder; characters that some file system refuses become underscores.</summary>
    public static string NameFor(string recording, FigureKind kind) => $"{Safe(recording)}_{kind.ToString().ToLowerInvariant()}.png";

    /// <summary>
    /// A recording's name as a part of a file's name. Windows' list of characters, on every platform: a folder may be shared.
    /// </summary>
    public static string Safe(string recording) =>
        string.Concat(recording.Select(c => c < ' ' || "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal) ? '_' : c));

    /// <summary>Writes a figure in the format of the file's ending.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.UnknownFormat"/>, <see cref="ErrorId.FileExists"/>, <see cref="ErrorId.DiskFull"/> or
    /// <see cref="ErrorId.FileWriteFailed"/>.
    /// </exception>
    public static void Write(Figure figure, string path, bool overwrite)
    {
        using MemoryStream content = new();
        figure.Write(content, FormatOf(path));
        using AtomicFile file = new(path, overwrite);
        try
        {
            content.WriteTo(file.Stream);
        }
        catch (IOException e)
        {
            throw FileErrors.Writing(path, e);
        }

        file.Commit();
    }
}

/// <summary>How a figure is stored.</summary>
internal enum FigureFormat
{
    /// <summary>Portable network graphics: pixels.</summary>
    Png,

    /// <summary>Scalable vector graphics: lines and text, with the background image inside.</summary>
    Svg,
}
