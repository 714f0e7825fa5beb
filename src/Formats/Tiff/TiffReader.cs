using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Opens TIFF recordings of one file.</summary>
internal static class TiffReader
{
    /// <summary>
    /// Walks the directory and opens the recording; samples stay in the file. OME-XML may name other files, which are opened with it.
    /// </summary>
    /// <exception cref="DeepWonderException">
    /// The file cannot be read, is damaged or holds no greyscale recording, or an option does not fit it.
    /// </exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        TiffFile file = TiffFile.Open(path);
        try
        {
            TiffPageTable pages = TiffPageTable.Walk(file, cancellationToken);
            (TiffDescription description, VolumeProvenance? provenance) = Describe(file, pages, options);
            (description, TiffRegion? region) = AtPosition(description, options, path);
            description = ScanImageFrames.Apply(description, pages.Stamps, path);
            if (description is { OtherFiles.Count: > 0, Fault: null } && !options.StatesPages)
            {
                file.Dispose();
                return TiffSetReader.OpenListed(path, description, options, cancellationToken);
            }

            TiffPageOrder order = TiffPageOrder.Find(description, pages.Count, options, path);
            RecordingLayout layout = order.Layout(options, region?.Height ?? pages.First.Height, region?.Width ?? pages.First.Width, path);
            RecordingFacts facts = layout.Adjust(order.FactsOf(description) with { Provenance = provenance });
            RecordingChoice choice = RecordingChoice.Of(layout.Shape, facts, options, path);
            VolumeInfo info = choice.Describe(layout.Shape, facts, options, path, order.Axes(layout));
            Func<long, int, int, int> pageOf = PagesOf(description, order, options);
            int Page(long frame, int plane, int channel)
            {
                (long f, int p, int c) = layout.PlaceOf(frame, plane, channel);
                return pageOf(f, p, c);
            }

            return new Volume(info, RearrangedStore.Of(Store(file, pages, Page, choice), region));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>A description of the position or the region that the caller names.</summary>
    /// <returns>The description, and the region of each page; null for whole pages.</returns>
    /// <exception cref="DeepWonderException">
    /// AxesMismatch where one must be named, ParameterInvalid where there is none of that name.
    /// </exception>
    public static (TiffDescription Description, TiffRegion? Region) AtPosition(
        TiffDescription description, VolumeReadOptions options, string path)
    {
        if (description.Regions.Count > 1)
        {
            int number = RecordingPositions.Choose(
                [.. description.Regions.Select(r => r.Name)], options.Position, path, description.Source);
            TiffRegion region = description.Regions[number];
            return (
                description with
                {
                    Positions = [.. description.Regions.Select(r => r.Name)],
                    Position = number,
                    PixelSizeUm = region.PixelSizeUm,
                    PixelAspect = region.PixelAspect,
                },
                region);
        }

        if (description.Positions.Count > 1 && description.Position is null)
        {
            RecordingPositions.Choose(description.Positions, options.Position, path, description.Source);
        }

        return (description, null);
    }

    /// <summary>What the first page of a file says: of its axes and scales, and of its origin.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pages">Its pages; only those of the position that is read are left.</param>
    /// <param name="options">What the caller says.</param>
    public static (TiffDescription Description, VolumeProvenance? Provenance) Describe(
        TiffFile file, TiffPageTable pages, VolumeReadOptions options)
    {
        TiffEntries first = new(file);
        first.Load(pages.Directories[0]);
        TiffDescription description = Describe(file, first, pages, options.Position);
        if (description.Images > 1 && pages.Count == 1 && pages.Samples[0] >= 0)
        {
            pages.Spread(file, description.Images.Value);
        }

        if (description is { Position: not null, Fault: null } && (description.OtherFiles.Count == 0 || options.StatesPages))
        {
            IEnumerable<OmePageRun> runs = description.PageRuns.Where(r => r.File == 0);
            int[] own = [.. runs.SelectMany(r => Enumerable.Range(r.FirstPage, r.Count)).Distinct().Order()];
            pages.Keep(own);
            description = description with
            {
                PageRuns = [.. runs.Select(r => r with { FirstPage = Array.BinarySearch(own, r.FirstPage) })],
            };
        }

        return (description with { Cut = pages.Cut }, VolumeProvenance.TryRead(first.Text(TiffEntries.Provenance)));
    }

    private static TiffDescription Describe(TiffFile file, TiffEntries first, TiffPageTable pages, string? position)
    {
        byte[] text = first.Text(TiffTag.IMAGEDESCRIPTION);
        (double? across, double? down) = (first.UnitsPerPixel(TiffTag.XRESOLUTION), first.UnitsPerPixel(TiffTag.YRESOLUTION));
        return ImageJDescription.TryRead(text, across, down)
            ?? OmeDescription.TryRead(text, pages.Count, file.Path, position)
            ?? ScanImageDescription.TryRead(
                text, first.Text(TiffTag.SOFTWARE), pages.First.Width, pages.First.Height, first.Text(TiffTag.ARTIST))
            ?? FluoViewDescription.TryRead(
                first.Bytes(TiffEntries.FluoViewHeader, FluoViewDescription.HeaderBytes),
                file.IsBigEndian, pages.First.Width, pages.First.Height)
            ?? ShapedDescription.TryRead(text, pages.First.Width, pages.First.Height)
            ?? TiffDescription.None with { PixelAspect = PixelSize.Aspect(across, down) };
    }

    /// <summary>The page of each plane: in the file's order, or as OME-XML lists them.</summary>
    private static Func<long, int, int, int> PagesOf(
        TiffDescription description, TiffPageOrder order, VolumeReadOptions options)
    {
        if (description.PageRuns.Count == 0 || options.Axes is not null || order.Division is not null)
        {
            return (frame, plane, channel) => (int)order.PageOf(frame, plane, channel);
        }

        int[] listed = new int[description.PageRuns.Max(run => run.FirstPlace + run.Count)];
        foreach (OmePageRun run in description.PageRuns)
        {
            for (int i = 0; i < run.Count; i++)
            {
                listed[run.FirstPlace + i] = run.FirstPage + i;
            }
        }

        return (frame, plane, channel) => listed[order.PageOf(frame, plane, channel)];
    }

    private static TiffSampleStore Store(TiffFile file, TiffPageTable pages, Func<long, int, int, int> pageOf, RecordingChoice choice)
    {
        long[] directories = new long[choice.FrameCount * choice.PlaneCount];
        long[] samples = new long[directories.Length];
        for (long i = 0; i < samples.Length; i++)
        {
            int page = pageOf(
                choice.FirstFrame + (i / choice.PlaneCount), choice.FirstPlane + (int)(i % choice.PlaneCount), choice.Channel);
            (directories[i], samples[i]) = (pages.Directories[page], pages.Samples[page]);
        }

        return new TiffSampleStore(file, pages.First, directories, samples);
    }
}
