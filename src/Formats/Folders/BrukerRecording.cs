using DeepWonder3D.Formats.Tiff;

namespace DeepWonder3D.Formats.Folders;

/// <summary>
/// A folder that Bruker's Prairie View wrote: TIFFs, and an XML that says which file holds which channel of which frame. A sequence of type
/// <c>ZSeries</c> is one volume, any other a movie. Of a recording that was stopped, what is whole is read.
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
        string[] names = [.. scan.Frames.SelectMany(f => f.Pages.Values).Select(p => p.File).Distinct()];
        string[] there = [.. names.Where(n => File.Exists(Path.Combine(folder, n)))];
        if (there.Length == 0)
        {
            throw RecordingErrors.Incomplete(folder, $"none of the {names.Length} files that '{Path.GetFileName(xml)}' names is there");
        }

        TiffSet set = TiffSet.Open([.. there.Select(n => Path.Combine(folder, n))], cancellationToken, isSequence: false);
        Dictionary<string, int> numbers = there.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i);
        bool IsThere(BrukerPage page) =>
            numbers.TryGetValue(page.File, out int number) && page.Page <= set.Files[number].Directories.Length;
        (long frames, int planes, string? stopped) = Arrange(scan, xml, folder, IsThere);
        List<string> warnings = stopped is null ? [] : [stopped];
        BrukerPlanes? depths = PlanesOf(scan, frames, planes, options, xml, warnings);
        (int, int) Place(long frame, int plane, int channel)
        {
            int recorded = depths?.RecordedAt(frame, plane) ?? plane;
            BrukerPage page = scan.Frames[(int)((frame * planes) + recorded)].Pages[scan.Channels.Keys[channel]];
            return (numbers[page.File], page.Page - 1);
        }

        RecordingShape shape = new(frames, planes, scan.Channels.Count, set.First.Height, set.First.Width);
        return TiffSetReader.Open(
            set,
            RecordingLayout.Of(shape, options, folder, isBidirectional: depths is null && scan.IsBidirectional),
            Place,
            FactsOf(scan, xml, frames, planes, depths) with { Warnings = warnings },
            options,
            folder,
            (planes == 1 ? "TYX" : frames == 1 ? "ZYX" : "TZYX") + $" ({Source})");
    }

    /// <summary>The planes by their stated positions; null where they are not stated, or the caller says how planes are recorded.</summary>
    private static BrukerPlanes? PlanesOf(
        BrukerXml scan, long frames, int planes, VolumeReadOptions options, string xml, List<string> warnings)
    {
        if (planes < 2 || options.PlaneOrder is not null)
        {
            return null;
        }

        string name = Path.GetFileName(xml);
        BrukerPlanes? depths = BrukerPlanes.TryFind(
            (int)frames,
            planes,
            options.FlybackPlane is not { Count: > 0 },
            (volume, recorded) => scan.PositionOf(scan.Frames[(volume * planes) + recorded]),
            out bool isBroken);
        if (isBroken)
        {
            warnings.Add(
                $"The positions of planes that '{name}' states are not the same in all volumes, and were not used: planes are taken "
                    + $"as recorded{(scan.IsBidirectional ? ", every second volume in reverse" : "")}. -PlaneOrder states it.");
        }

        if (depths is null)
        {
            return null;
        }

        if (!depths.IsEven)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The planes of '{name}' are not equally far from each other; they lie at {Listed(depths)} "
                    + $"µm. The middle distance is taken."));
        }

        if (frames > 1 && scan.IsBidirectional != (depths.Way == nameof(PlaneOrder.Bidirectional)))
        {
            warnings.Add(
                $"'{name}' says that volumes are recorded {(scan.IsBidirectional ? "both ways" : "one way")}, and its positions of "
                    + $"planes say otherwise ({depths.Way}): the positions were taken. -PlaneOrder states it.");
        }

        return depths;
    }

    private static RecordingFacts FactsOf(BrukerXml scan, string xml, long frames, int planes, BrukerPlanes? depths)
    {
        List<(string, string)> notes = [("Metadata", Path.GetFileName(xml))];
        bool isOneWay = depths is null ? !scan.IsBidirectional : depths.Way == nameof(PlaneOrder.OneWay);
        if (depths is not null)
        {
            notes.Add(("PlanePositionsUm", Listed(depths)));
        }

        if (depths is not null && !isOneWay)
        {
            notes.Add((nameof(PlaneOrder), depths.Way));
        }

        return new RecordingFacts
        {
            Source = Source,
            FrameRate = scan.Rate(frames, planes),
            FrameTimes = scan.Times(frames, planes),
            RowPeriodS = scan.RowPeriodS,
            PlaneOffsetsS = !isOneWay
                ? null
                : PlaneOffsets.Of(
                    planes,
                    frames,
                    (frame, plane) => scan.Frames[(int)((frame * planes) + (depths?.RecordedAt(frame, plane) ?? plane))].Time),
            PixelSizeUm = scan.PixelSizeUm,
            PixelAspect = scan.PixelAspect,
            PlaneStepUm = planes > 1 ? depths is null ? scan.PlaneStepUm : Math.Round(depths.StepUm, 6) : null,
            ChannelNames = [.. scan.Channels.Values],
            Notes = notes,
        };
    }

    private static string Listed(BrukerPlanes depths) => string.Join(
        ", ", depths.Positions.Select(p => Math.Round(p, 3).ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// Frames and planes: the planes of a volume are those of a sequence. What is not whole at the end is left out: frames whose files are
    /// not there or lack a channel, and a volume without all its planes.
    /// </summary>
    /// <returns>Frames, planes, and what was left out, in words.</returns>
    private static (long Frames, int Planes, string? Stopped) Arrange(
        BrukerXml scan, string xml, string folder, Func<BrukerPage, bool> isThere)
    {
        string name = Path.GetFileName(xml);
        bool IsWhole(BrukerFrame frame) =>
            scan.Channels.Keys.All(c => frame.Pages.TryGetValue(c, out BrukerPage page) && isThere(page));
        int whole = scan.Frames.TakeWhile(IsWhole).Count();
        if (scan.Frames.FindLastIndex(f => IsWhole(f)) > whole)
        {
            BrukerFrame hole = scan.Frames[whole];
            string file = hole.Pages.Values.Where(p => !isThere(p)).Select(p => p.File).FirstOrDefault() ?? "the file of a channel";
            throw RecordingErrors.Incomplete(
                folder, $"'{name}' names '{file}' for frame {whole}, which is not there or not whole, and later frames are");
        }

        int planes = scan.IsZSeries ? scan.Frames.Count(f => f.Sequence == 0) : 1;
        if (whole < planes || planes == 0)
        {
            throw RecordingErrors.Incomplete(xml, "it lists no whole frame");
        }

        long frames = whole / planes;
        for (int i = 0; scan.IsZSeries && i < frames * planes; i++)
        {
            if (scan.Frames[i].Sequence != i / planes)
            {
                throw RecordingErrors.Incomplete(
                    folder,
                    $"'{name}' lists another number of planes for volume {scan.Frames[i].Sequence} than for the first, which has {planes}");
            }
        }

        long left = scan.Frames.Count - (frames * planes);
        return (frames, planes, left == 0 && !scan.IsCut ? null : $"'{folder}' is not whole: "
            + (scan.IsCut ? $"'{name}' ends early{(left > 0 ? ", and " : "")}" : "")
            + (left > 0 ? $"{left} frames at the end are missing or belong to a volume that is not whole" : "")
            + $". The {frames} whole {(planes > 1 ? "volumes" : "frames")} before are read.");
    }
}
