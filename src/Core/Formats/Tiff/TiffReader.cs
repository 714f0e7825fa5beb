using System.Globalization;
using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Formats.Tiff.Structure;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Opens TIFF recordings.</summary>
internal static class TiffReader
{
    /// <summary>Walks the directory and opens the recording; samples stay in the file.</summary>
    /// <exception cref="DeepWonderException">The file cannot be read, is damaged or holds no greyscale recording, or an option does not fit it.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        TiffFile file = TiffFile.Open(path);
        try
        {
            TiffPageTable pages = TiffPageTable.Walk(file, cancellationToken);
            TiffEntries first = new(file);
            first.Load(pages.Directories[0]);
            TiffDescription description = Describe(file, first, pages);
            TiffPageOrder order = TiffPageOrder.Find(description, pages.Count, options.Axes, path);
            VolumeProvenance? provenance = VolumeProvenance.TryRead(first.Text(TiffEntries.Provenance));
            VolumeInfo info = Inform(path, options, pages.First, description, order, provenance);
            return new Volume(info, Store(file, pages, order, options.FrameRange(order.FrameCount, path)));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static TiffDescription Describe(TiffFile file, TiffEntries first, TiffPageTable pages)
    {
        byte[] text = first.Text(TiffTag.IMAGEDESCRIPTION);
        if (ImageJDescription.TryRead(text, first.UnitsPerPixel(TiffTag.XRESOLUTION), first.UnitsPerPixel(TiffTag.YRESOLUTION)) is not { } imageJ)
        {
            return OmeDescription.TryRead(text, pages.Count) ?? TiffDescription.None;
        }

        if (imageJ.Images > 1 && pages.Count == 1 && pages.Samples[0] >= 0)
        {
            pages.Spread(file, imageJ.Images.Value);
        }

        return imageJ;
    }

    private static TiffSampleStore Store(TiffFile file, TiffPageTable pages, TiffPageOrder order, (long First, long Count) frames)
    {
        long[] directories = new long[frames.Count * order.PlaneCount];
        long[] samples = new long[directories.Length];
        for (long i = 0; i < samples.Length; i++)
        {
            int page = (int)order.PageOf(frames.First + (i / order.PlaneCount), (int)(i % order.PlaneCount));
            (directories[i], samples[i]) = (pages.Directories[page], pages.Samples[page]);
        }

        return new TiffSampleStore(file, pages.First, directories, samples);
    }

    private static VolumeInfo Inform(
        string path, VolumeReadOptions options, TiffPage page, TiffDescription description, TiffPageOrder order, VolumeProvenance? provenance)
    {
        const string Caller = "caller";
        (long firstFrame, long frameCount) = options.FrameRange(order.FrameCount, path);
        ImportedValues values = new(path);
        values.Note(nameof(options.Axes), order.ToString());
        VolumeInfo info = new()
        {
            Name = RecordingName.Of(path),
            FrameCount = frameCount,
            PlaneCount = order.PlaneCount,
            Height = page.Height,
            Width = page.Width,
            FrameRate = values.First(nameof(info.FrameRate), (options.FrameRate, Caller), (description.FrameRate, description.Source)),
            PixelSizeUm = values.First(nameof(info.PixelSizeUm), (options.PixelSizeUm, Caller), (description.PixelSizeUm, description.Source)),
            PlaneStepUm = values.First(nameof(info.PlaneStepUm), (options.PlaneStepUm, Caller), (description.PlaneStepUm, description.Source)),
            ViewId = values.First(
                nameof(info.ViewId), (options.ViewId, Caller), (RecordingName.ViewIdOf(path), "file name"), (provenance?.ViewId, "provenance")),
            SourcePath = path,
            History = provenance?.History ?? [],
        };
        if (frameCount != order.FrameCount)
        {
            values.Note(nameof(options.FirstFrame), firstFrame.ToString(CultureInfo.InvariantCulture));
            values.Note(nameof(options.FrameCount), frameCount.ToString(CultureInfo.InvariantCulture));
        }

        return info.After(values.ToStep());
    }
}
