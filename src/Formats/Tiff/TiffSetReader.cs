using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Opens recordings that lie in several TIFFs.</summary>
internal static class TiffSetReader
{
    /// <summary>
    /// Opens files that follow each other, such as one a frame. What the first one says of planes, channels and scales holds for all.
    /// </summary>
    /// <param name="paths">The files, in the order of time.</param>
    /// <param name="name">What stands for the recording: the folder, or the first file.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <param name="known">What is known from elsewhere, which outweighs the files; null for nothing.</param>
    /// <exception cref="DeepWonderException">A file cannot be read or differs from the first, or an option does not fit.</exception>
    public static Volume OpenSequence(
        IReadOnlyList<string> paths,
        string name,
        VolumeReadOptions options,
        CancellationToken cancellationToken,
        RecordingFacts? known = null)
    {
        (TiffDescription description, VolumeProvenance? provenance) = DescribeFirst(paths[0], options, cancellationToken);
        if (description.Positions.Count > 1 && description.Regions.Count == 0)
        {
            // Of several positions, files that follow each other in a folder are none of one movie.
            RecordingPositions.Choose(description.Positions, options.Position, name, description.Source);
            return TiffReader.Open(paths[0], options, cancellationToken);
        }

        (description, TiffRegion? region) = TiffReader.AtPosition(description, options, name);
        if ((paths.Count == 1 && known is null) || (description.OtherFiles.Count > 0 && description.Fault is null && !options.StatesPages))
        {
            return TiffReader.Open(paths[0], options, cancellationToken);
        }

        TiffSet set = TiffSet.Open(paths, cancellationToken);

        // OME-XML of a file that names no other says where its own pages are.
        description = description with
        {
            IsPart = true,
            Source = description.Source == TiffDescription.None.Source ? "file names" : description.Source,
            PageRuns = [],
            Cut = set.Cut,
        };
        description = ScanImageFrames.Apply(description, set.Stamps, paths[0]);
        TiffPageOrder order = TiffPageOrder.Find(description, set.PageCount, options, name);
        RecordingLayout layout = order.Layout(options, region?.Height ?? set.First.Height, region?.Width ?? set.First.Width, name);
        (int, int)[] pages = AllPages(set);
        if (description.PageRuns.Count > 0 && !options.StatesPages)
        {
            pages = [.. description.PageRuns.SelectMany(run => pages[run.FirstPage..(run.FirstPage + run.Count)])];
        }

        RecordingFacts facts = known is null
            ? order.FactsOf(description) with { Provenance = provenance }
            : known with { Warnings = [.. known.Warnings, .. order.FactsOf(description).Warnings] };
        return Open(
            set,
            layout,
            (frame, plane, channel) => pages[order.PageOf(frame, plane, channel)],
            facts,
            options,
            name,
            order.Axes(layout),
            region);
    }

    /// <summary>Opens the files that OME-XML lists, all in one folder.</summary>
    public static Volume OpenListed(
        string path, TiffDescription description, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        string[] paths = [path, .. description.OtherFiles.Select(f => Path.Combine(folder, f))];
        int[] there = [.. Enumerable.Range(0, paths.Length).Where(i => i == 0 || File.Exists(paths[i]))];
        TiffSet set = TiffSet.Open([.. there.Select(i => paths[i])], cancellationToken, isSequence: false);
        description = Whole(
            description with { PageRuns = [.. description.PageRuns.Select(r => r with { File = Array.IndexOf(there, r.File) })] },
            set,
            path,
            paths.Except(there.Select(i => paths[i])).Select(Path.GetFileName).FirstOrDefault());
        TiffPageOrder order = new(
            description.Frames!.Value, (int)description.Planes!.Value, (int)description.Channels, description.Order, description.Source);
        (int, int)[] places = Places(description);
        RecordingLayout layout = order.Layout(options, set.First.Height, set.First.Width, path);
        return Open(
            set,
            layout,
            (frame, plane, channel) => places[order.PageOf(frame, plane, channel)],
            order.FactsOf(description),
            options,
            path,
            order.Axes(layout));
    }

    /// <summary>Opens planes of a set.</summary>
    /// <param name="set">The files.</param>
    /// <param name="layout">The recording's size, and how it follows from what the files hold.</param>
    /// <param name="place">The file and page of a frame, plane and channel that the files hold.</param>
    /// <param name="facts">What is known of the recording.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="name">What stands for the recording.</param>
    /// <param name="axes">The axes and who says so.</param>
    /// <param name="region">The region of each page; null for whole pages.</param>
    public static Volume Open(
        TiffSet set,
        RecordingLayout layout,
        Func<long, int, int, (int File, int Page)> place,
        RecordingFacts facts,
        VolumeReadOptions options,
        string name,
        string axes,
        TiffRegion? region = null)
    {
        facts = layout.Adjust(facts);
        facts = facts with
        {
            Files = [.. set.Files.Select(f => f.Path)],
            Notes =
            [
                .. facts.Notes,
                ("Files", $"{set.Files.Count}, from {Path.GetFileName(set.Files[0].Path)} to {Path.GetFileName(set.Files[^1].Path)}"),
            ],
        };
        RecordingChoice choice = RecordingChoice.Of(layout.Shape, facts, options, name);
        VolumeInfo info = choice.Describe(layout.Shape, facts, options, name, axes);
        (int, int)[] places = new (int, int)[choice.FrameCount * choice.PlaneCount];
        for (long i = 0; i < places.Length; i++)
        {
            (long frame, int plane, int channel) = layout.PlaceOf(
                choice.FirstFrame + (i / choice.PlaneCount), choice.FirstPlane + (int)(i % choice.PlaneCount), choice.Channel);
            places[i] = place(frame, plane, channel);
        }

        return new Volume(info, RearrangedStore.Of(new TiffSetStore(set, places), region));
    }

    private static (TiffDescription, VolumeProvenance?) DescribeFirst(
        string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        using TiffFile file = TiffFile.Open(path);
        return TiffReader.Describe(file, TiffPageTable.Walk(file, cancellationToken), options);
    }

    private static (int File, int Page)[] AllPages(TiffSet set) =>
        [.. set.Files.SelectMany((file, number) => Enumerable.Range(0, file.Directories.Length).Select(page => (number, page)))];

    /// <summary>
    /// The description of the frames before the first page that is listed and not there: because its file ends early, or is missing (number
    /// -1). What is missing in the middle would put all that follows out of place.
    /// </summary>
    private static TiffDescription Whole(TiffDescription description, TiffSet set, string path, string? missing)
    {
        long aFrame = description.Planes!.Value * description.Channels;
        long total = description.PageRuns.Sum(run => (long)run.Count);
        long place = total;
        int There(OmePageRun run) => run.File < 0 ? 0 : Math.Clamp(set.Files[run.File].Directories.Length - run.FirstPage, 0, run.Count);
        if (description.PageRuns.OrderBy(r => r.FirstPlace).Where(r => There(r) < r.Count).Select(r => (OmePageRun?)r).FirstOrDefault()
            is { } first)
        {
            place = first.FirstPlace + There(first);
            bool isLast = description.PageRuns.All(r => r.FirstPlace < place || There(r) == 0);
            if (!isLast || place < aFrame
                || !TiffPageOrder.IsTimeSlowest(description.Order, (int)description.Planes.Value, (int)description.Channels))
            {
                throw RecordingErrors.Incomplete(
                    path, first.File < 0
                        ? $"its OME-XML names '{missing}', which is not beside it"
                        : $"its OME-XML lists page {first.FirstPage + There(first)} of "
                            + $"'{Path.GetFileName(set.Files[first.File].Path)}', which "
                            + $"has {set.Files[first.File].Directories.Length}");
            }
        }

        if (place > set.PageCount)
        {
            throw RecordingErrors.Incomplete(path, $"its OME-XML lists {place} planes, and its files hold {set.PageCount} pages");
        }

        long frames = place / aFrame;
        return place == total ? description : description with
        {
            Frames = frames,
            FrameTimes = description.FrameTimes is { } times && times.Length > frames ? times[..(int)frames] : description.FrameTimes,
            PageRuns =
            [
                .. description.PageRuns.Where(r => r.FirstPlace < frames * aFrame)
                    .Select(r => r with { Count = (int)Math.Min(r.Count, (frames * aFrame) - r.FirstPlace) }),
            ],
            Warnings =
            [
                .. description.Warnings,
                $"'{path}' is not whole: its OME-XML lists {total / aFrame} frames, and its files hold "
                    + $"{frames} whole ones. These are read.",
            ],
        };
    }

    private static (int File, int Page)[] Places(TiffDescription description)
    {
        (int, int)[] places = new (int, int)[description.PageRuns.Sum(run => (long)run.Count)];
        foreach (OmePageRun run in description.PageRuns)
        {
            for (int i = 0; i < run.Count; i++)
            {
                places[run.FirstPlace + i] = (run.File, run.FirstPage + i);
            }
        }

        return places;
    }
}
