using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>The pages of a TIFF in the file's order: 16 bytes each, whatever they hold.</summary>
internal sealed class TiffPageTable(TiffPage first)
{
    private readonly List<long> _directories = [];
    private readonly List<long> _samples = [];
    private readonly List<ScanImageStamp> _stamps = [];

    /// <summary>The first page; all others have its size and type.</summary>
    public TiffPage First { get; } = first;

    public int Count => _directories.Count;

    /// <summary>Where each page's directory starts.</summary>
    public IReadOnlyList<long> Directories => _directories;

    /// <summary>Where each page's samples start, if they are uncompressed and without gaps; else -1.</summary>
    public IReadOnlyList<long> Samples => _samples;

    /// <summary>What is missing of a file that was cut off; null where it is whole.</summary>
    public string? Cut { get; private set; }

    /// <summary>What each page says of itself, of ScanImage's recordings; else empty.</summary>
    public IReadOnlyList<ScanImageStamp> Stamps => _stamps;

    /// <summary>
    /// Follows the chain of directories. Pages that are marked as reduced, such as thumbnails, are passed over. A file that ends before its
    /// last pages do has those that are whole.
    /// </summary>
    /// <exception cref="DeepWonderException">The chain is damaged, or a page cannot be read or differs from the first.</exception>
    public static TiffPageTable Walk(TiffFile file, CancellationToken cancellationToken)
    {
        TiffPageTable? table = Walk(file, skipsReduced: true, cancellationToken) ?? Walk(file, skipsReduced: false, cancellationToken);
        return table!;
    }

    /// <summary>Leaves only some pages.</summary>
    /// <param name="pages">Their numbers, ascending.</param>
    public void Keep(int[] pages)
    {
        (long[] directories, long[] samples) = ([.. pages.Select(p => _directories[p])], [.. pages.Select(p => _samples[p])]);
        _directories.Clear();
        _directories.AddRange(directories);
        _samples.Clear();
        _samples.AddRange(samples);
        _stamps.Clear();
    }

    private static TiffPageTable? Walk(TiffFile file, bool skipsReduced, CancellationToken cancellationToken)
    {
        TiffEntries entries = new(file);
        TiffPageTable? table = null;
        HashSet<long> seen = [];
        long directoryBytes = 0;
        if (file.FirstDirectory == 0)
        {
            throw file.Truncated("it has no directory");
        }

        for (long offset = file.FirstDirectory; offset != 0; offset = entries.Next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TiffPage page;
            try
            {
                entries.Load(offset);
                directoryBytes += entries.Size;

                // Directories that overlap could make a small file an endless one.
                if (!seen.Add(offset) || directoryBytes > file.Length)
                {
                    throw file.Corrupt($"its chain of directories comes back to byte {offset}");
                }

                if (skipsReduced && IsReduced(entries))
                {
                    continue;
                }

                page = TiffPage.Read(file, entries);
            }
            catch (DeepWonderException e) when (e.Id == ErrorId.TiffTruncated && table is not null)
            {
                table.Cut = $"'{file.Path}' is not whole: it ends in page {table.Count}. The {table.Count} pages before are read.";
                break;
            }

            table ??= new TiffPageTable(page);
            table.Add(file, offset, page);
            if (table._stamps.Count == table.Count - 1 && entries.Text(TiffTag.IMAGEDESCRIPTION) is var text
                && (table.Count > 1 || ScanImageStamp.IsIn(text)))
            {
                table._stamps.Add(ScanImageStamp.Read(text));
            }
        }

        return table;
    }

    /// <summary>
    /// Makes one directory stand for <paramref name="count"/> planes that follow each other without gaps, as ImageJ writes recordings of
    /// more than 4 GB.
    /// </summary>
    /// <exception cref="DeepWonderException">The file ends before the last plane does.</exception>
    public void Spread(TiffFile file, long count)
    {
        long planeBytes = (long)First.Height * First.Width * Volumes.SampleTypes.SizeOf(First.SampleType);
        long planes = (file.Length - _samples[0]) / planeBytes;
        if (planes < 1 || count > Array.MaxLength)
        {
            throw file.Truncated($"it states {count} planes and holds {planes}");
        }

        if (planes < count)
        {
            Cut = $"'{file.Path}' is not whole: it states {count} pages and holds {planes}. The {planes} pages are read.";
            count = planes;
        }

        for (long i = 1; i < count; i++)
        {
            _directories.Add(_directories[0]);
            _samples.Add(_samples[0] + (i * planeBytes));
        }
    }

    /// <summary>Whether a page is a smaller picture of another one, by the new tag or the old.</summary>
    private static bool IsReduced(TiffEntries entries) =>
        (entries.Number(TiffTag.SUBFILETYPE, 0) & 1) != 0 || entries.Number(TiffTag.OSUBFILETYPE, 0) == 2;

    private void Add(TiffFile file, long offset, TiffPage page)
    {
        if ((page.Width, page.Height, page.SampleType) != (First.Width, First.Height, First.SampleType))
        {
            throw new DeepWonderException(
                ErrorId.TiffPagesDiffer,
                $"The pages of '{file.Path}' differ: page 0 is {First.Height} × {First.Width} {First.SampleType}, page {Count} is "
                    + $"{page.Height} × {page.Width} {page.SampleType}.",
                file.Path,
                "Save recordings of different size as files of their own.");
        }

        _directories.Add(offset);
        _samples.Add(page.ContiguousOffset);
    }
}
