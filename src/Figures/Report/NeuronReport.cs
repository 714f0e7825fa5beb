using DeepWonder3D.Files;

namespace DeepWonder3D.Figures.Report;

/// <summary>Reports as files, which appear under their names when they are whole.</summary>
internal static class NeuronReport
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Makes sure that a file's name is that of a page.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.UnknownFormat"/>.</exception>
    public static void DemandPage(string path)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".HTML" or ".HTM"))
        {
            throw new DeepWonderException(
                ErrorId.UnknownFormat, $"'{path}' does not end in .html.", path, "Give such a name, or an existing folder.");
        }
    }

    /// <summary>A file name for a report in a folder.</summary>
    public static string NameFor(string recording) => FigureFile.Safe(recording) + "_report.html";

    /// <summary>Writes a report.</summary>
    /// <param name="input">The neurons and volumes.</param>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether to replace an existing file.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Cancels; no file is left.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FileExists"/>, <see cref="ErrorId.DiskFull"/>, <see cref="ErrorId.FileWriteFailed"/>,
    /// <see cref="ErrorId.ViewsDiffer"/> or <see cref="ErrorId.DrawingUnavailable"/>.
    /// </exception>
    public static void Write(ReportInput input, string path, bool overwrite, IStageObserver observer, CancellationToken token)
    {
        if (!overwrite && File.Exists(path))
        {
            // Before movies are read, which may take minutes.
            throw FileErrors.Exists(path);
        }

        ReportContent content = ReportBuilder.Build(input, observer, token);
        using AtomicFile file = new(path, overwrite);
        long bytes;
        try
        {
            using BufferedStream buffer = new(file.Stream, BufferBytes);
            ReportPage.Write(content, buffer, input.Written ?? DateTimeOffset.Now, token);
            buffer.Flush();
            bytes = file.Stream.Length;
            file.Commit();
        }
        catch (IOException e)
        {
            throw FileErrors.Writing(path, e);
        }

        observer.Verbose(
            string.Create(CultureInfo.InvariantCulture, $"{path}: {content.Sources.Sum(s => s.Ids.Count)} neurons, {bytes / 1e6:0.0} MB."));
    }
}
