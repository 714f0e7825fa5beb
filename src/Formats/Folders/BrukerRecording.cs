using DeepWonder3D.Formats.Tiff;

namespace DeepWonder3D.Formats.Folders;

/// <summary>
/// A folder that Bruker's Prairie View wrote: TIFFs, and an XML that says which file holds which channel of which frame. A sequence of type
/// <c>ZSeries</c> is one volume, any other a movie.
/// </summary>
internal static class BrukerRecording
{
    private const string Source = "Bruker XML";

    /// <summary>Opens a recording; null where the folder is none of Prairie View.</summary>
    /// <exception cref="DeepWonderException">RecordingIncomplete, or what reading the TIFFs throws.</exception>
    public static Volume? TryOpen(
        string folder, IReadOnlyList<string> files, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string? xml = files.FirstOrDefault(BrukerXml.IsBruker);
        if (xml is null)
        {
            return null;
        }

        BrukerXml scan = BrukerXml.Read(xml, cancellationToken);
        int channels = scan.Channels.Count;
        (long frames, int planes) = Arrange(scan, xml);
        string[] names = [.. scan.Frames.SelectMany(f => f.Pages.Values).Select(p => p.File).Distinct()];
        string[] paths = [.. names.Select(n => Path.Combine(folder, n))];
        if (Array.Find(paths, p => !File.Exists(p)) is { } missing)
        {
            throw RecordingErrors.Incomplete(folder, $"'{Path.GetFileName(xml)}' names '{Path.GetFileName(missing)}', which is not there");
        }

        Dictionary<string, int> numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i);
        TiffSet set = TiffSet.Open(paths, cancellationToken);
        (int, int) Place(long frame, int plane, int channel)
        {
            BrukerPage page = scan.Frames[(int)((frame * planes) + plane)].Pages[scan.Channels.Keys[channel]];
            int file = numbers[page.File];
            return page.Page <= set.Files[file].Directories.Length
                ? (file, page.Page - 1)
                : throw RecordingErrors.Incomplete(
                    folder,
                    $"'{Path.GetFileName(xml)}' names page {page.Page} of '{page.File}', which has {set.Files[file].Directories.Length}");
        }

        RecordingShape shape = new(frames, planes, channels, set.First.Height, set.First.Width);
        return TiffSetReader.Open(
            set,
            RecordingLayout.Of(shape, options, folder, isBidirectional: scan.IsBidirectional),
            Place,
            FactsOf(scan, xml, frames, planes),
            options,
            folder,
            (planes == 1 ? "TYX" : frames == 1 ? "ZYX" : "TZYX") + $" ({Source})");
    }

    private static RecordingFacts FactsOf(BrukerXml scan, string xml, long frames, int planes) => new()
    {
        Source = Source,
        FrameRate = scan.Rate(frames, planes),
        FrameTimes = scan.Times(frames, planes),
        RowPeriodS = scan.RowPeriodS,
        PlaneOffsetsS = scan.IsBidirectional
            ? null
            : PlaneOffsets.Of(planes, frames, (frame, plane) => scan.Frames[(int)((frame * planes) + plane)].Time),
        PixelSizeUm = scan.PixelSizeUm,
        PixelAspect = scan.PixelAspect,
        PlaneStepUm = planes > 1 ? scan.PlaneStepUm : null,
        ChannelNames = [.. scan.Channels.Values],
        Notes = [("Metadata", Path.GetFileName(xml))],
    };

    /// <summary>
    /// Frames and planes: the planes of a volume are those of a sequence. A last volume that is not whole is left out, as is a frame
    /// without all channels.
    /// </summary>
    private static (long Frames, int Planes) Arrange(BrukerXml scan, string xml)
    {
        int whole = scan.Frames.TakeWhile(f => scan.Channels.Keys.All(f.Pages.ContainsKey)).Count();
        int planes = scan.IsZSeries ? scan.Frames.Count(f => f.Sequence == 0) : 1;
        return whole >= planes && planes > 0
            ? (whole / planes, planes)
            : throw RecordingErrors.Incomplete(xml, "it lists no whole frame");
    }
}
