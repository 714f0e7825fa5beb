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
        (TiffDescription description, VolumeProvenance? provenance) = DescribeFirst(paths[0], cancellationToken);
        if ((paths.Count == 1 && known is null) || (description.OtherFiles.Count > 0 && description.Fault is null && options.Axes is null))
        {
            return TiffReader.Open(paths[0], options, cancellationToken);
        }

        TiffSet set = TiffSet.Open(paths, cancellationToken);

        // OME-XML of a file that names no other says where its own pages are.
        description = description with
        {
            IsPart = true,
            Source = description.Source == TiffDescription.None.Source ? "file names" : description.Source,
        };
        TiffPageOrder order = TiffPageOrder.Find(description, set.PageCount, options.Axes, name);
        RecordingShape shape = new(order.FrameCount, order.PlaneCount, order.ChannelCount, set.First.Height, set.First.Width);
        (int, int)[] pages = AllPages(set);
        RecordingFacts facts = known ?? description.Facts with { Provenance = provenance };
        return Open(
            set, shape, (frame, plane, channel) => pages[order.PageOf(frame, plane, channel)], facts, options, name, order.ToString());
    }

    /// <summary>Opens the files that OME-XML lists, all in one folder.</summary>
    public static Volume OpenListed(
        string path, TiffDescription description, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        string[] paths = [path, .. description.OtherFiles.Select(f => Path.Combine(folder, f))];
        if (Array.Find(paths, p => !File.Exists(p)) is { } missing)
        {
            throw RecordingErrors.Incomplete(path, $"its OME-XML names '{Path.GetFileName(missing)}', which is not beside it");
        }

        TiffSet set = TiffSet.Open(paths, cancellationToken);
        TiffPageOrder order = new(
            description.Frames!.Value, (int)description.Planes!.Value, (int)description.Channels, description.Order, description.Source);
        (int, int)[] places = Places(set, description, path);
        RecordingShape shape = new(order.FrameCount, order.PlaneCount, order.ChannelCount, set.First.Height, set.First.Width);
        return Open(
            set,
            shape,
            (frame, plane, channel) => places[order.PageOf(frame, plane, channel)],
            description.Facts,
            options,
            path,
            order.ToString());
    }

    /// <summary>Opens planes of a set.</summary>
    /// <param name="set">The files.</param>
    /// <param name="shape">The recording's size.</param>
    /// <param name="place">The file and page of a frame, plane and channel.</param>
    /// <param name="facts">What is known of the recording.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="name">What stands for the recording.</param>
    /// <param name="axes">The axes and who says so.</param>
    public static Volume Open(
        TiffSet set,
        RecordingShape shape,
        Func<long, int, int, (int File, int Page)> place,
        RecordingFacts facts,
        VolumeReadOptions options,
        string name,
        string axes)
    {
        facts = facts with
        {
            Files = [.. set.Files.Select(f => f.Path)],
            Notes =
            [
                .. facts.Notes,
                ("Files", $"{set.Files.Count}, from {Path.GetFileName(set.Files[0].Path)} to {Path.GetFileName(set.Files[^1].Path)}"),
            ],
        };
        RecordingChoice choice = RecordingChoice.Of(shape, facts, options, name);
        VolumeInfo info = choice.Describe(shape, facts, options, name, axes);
        (int, int)[] places = new (int, int)[choice.FrameCount * choice.PlaneCount];
        for (long i = 0; i < places.Length; i++)
        {
            places[i] = place(
                choice.FirstFrame + (i / choice.PlaneCount), choice.FirstPlane + (int)(i % choice.PlaneCount), choice.Channel);
        }

        return new Volume(info, new TiffSetStore(set, places));
    }

    private static (TiffDescription, VolumeProvenance?) DescribeFirst(string path, CancellationToken cancellationToken)
    {
        using TiffFile file = TiffFile.Open(path);
        return TiffReader.Describe(file, TiffPageTable.Walk(file, cancellationToken));
    }

    private static (int File, int Page)[] AllPages(TiffSet set) =>
        [.. set.Files.SelectMany((file, number) => Enumerable.Range(0, file.Directories.Length).Select(page => (number, page)))];

    private static (int File, int Page)[] Places(TiffSet set, TiffDescription description, string path)
    {
        long total = description.PageRuns.Sum(run => (long)run.Count);
        if (total > set.PageCount)
        {
            throw RecordingErrors.Incomplete(path, $"its OME-XML lists {total} planes, and its files hold {set.PageCount} pages");
        }

        (int, int)[] places = new (int, int)[total];
        foreach (OmePageRun run in description.PageRuns)
        {
            if (run.FirstPage + (long)run.Count > set.Files[run.File].Directories.Length)
            {
                throw RecordingErrors.Incomplete(
                    path,
                    $"its OME-XML lists page {run.FirstPage + run.Count - 1} of '{Path.GetFileName(set.Files[run.File].Path)}', which "
                        + $"has {set.Files[run.File].Directories.Length}");
            }

            for (int i = 0; i < run.Count; i++)
            {
                places[run.FirstPlace + i] = (run.File, run.FirstPage + i);
            }
        }

        return places;
    }
}
