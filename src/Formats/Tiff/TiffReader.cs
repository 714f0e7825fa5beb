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
            (TiffDescription description, VolumeProvenance? provenance) = Describe(file, pages);
            if (description is { OtherFiles.Count: > 0, Fault: null } && options.Axes is null)
            {
                file.Dispose();
                return TiffSetReader.OpenListed(path, description, options, cancellationToken);
            }

            TiffPageOrder order = TiffPageOrder.Find(description, pages.Count, options.Axes, path);
            RecordingShape shape = new(order.FrameCount, order.PlaneCount, order.ChannelCount, pages.First.Height, pages.First.Width);
            RecordingFacts facts = description.Facts with { Provenance = provenance };
            RecordingChoice choice = RecordingChoice.Of(shape, facts, options, path);
            VolumeInfo info = choice.Describe(shape, facts, options, path, order.ToString());
            return new Volume(info, Store(file, pages, PagesOf(description, order, pages.Count, options), choice));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the first page of a file says: of its axes and scales, and of its origin.</summary>
    public static (TiffDescription Description, VolumeProvenance? Provenance) Describe(TiffFile file, TiffPageTable pages)
    {
        TiffEntries first = new(file);
        first.Load(pages.Directories[0]);
        return (Describe(file, first, pages), VolumeProvenance.TryRead(first.Text(TiffEntries.Provenance)));
    }

    private static TiffDescription Describe(TiffFile file, TiffEntries first, TiffPageTable pages)
    {
        byte[] text = first.Text(TiffTag.IMAGEDESCRIPTION);
        if (ImageJDescription.TryRead(text, first.UnitsPerPixel(TiffTag.XRESOLUTION), first.UnitsPerPixel(TiffTag.YRESOLUTION))
            is not { } imageJ)
        {
            return OmeDescription.TryRead(text, pages.Count)
                ?? ScanImageDescription.TryRead(text, first.Text(TiffTag.SOFTWARE), pages.First.Width)
                ?? TiffDescription.None;
        }

        if (imageJ.Images > 1 && pages.Count == 1 && pages.Samples[0] >= 0)
        {
            pages.Spread(file, imageJ.Images.Value);
        }

        return imageJ;
    }

    /// <summary>The page of each plane: in the file's order, or as OME-XML lists them.</summary>
    private static Func<long, int, int, int> PagesOf(
        TiffDescription description, TiffPageOrder order, int pageCount, VolumeReadOptions options)
    {
        if (description.PageRuns.Count == 0 || options.Axes is not null)
        {
            return (frame, plane, channel) => (int)order.PageOf(frame, plane, channel);
        }

        int[] listed = new int[pageCount];
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
