namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>The pages of a TIFF in the file's order: 16 bytes each, whatever they hold.</summary>
internal sealed class TiffPageTable(TiffPage first)
{
    private readonly List<long> _directories = [];
    private readonly List<long> _samples = [];

    /// <summary>The first page; all others have its size and type.</summary>
    public TiffPage First { get; } = first;

    public int Count => _directories.Count;

    /// <summary>Where each page's directory starts.</summary>
    public IReadOnlyList<long> Directories => _directories;

    /// <summary>Where each page's samples start, if they are uncompressed and without gaps; else -1.</summary>
    public IReadOnlyList<long> Samples => _samples;

    /// <summary>Follows the chain of directories.</summary>
    /// <exception cref="DeepWonderException">The chain is damaged, or a page cannot be read or differs from the first.</exception>
    public static TiffPageTable Walk(TiffFile file, CancellationToken cancellationToken)
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
            entries.Load(offset);
            directoryBytes += entries.Size;

            // Directories that overlap could make a small file an endless one.
            if (!seen.Add(offset) || directoryBytes > file.Length)
            {
                throw file.Corrupt($"its chain of directories comes back to byte {offset}");
            }

            TiffPage page = TiffPage.Read(file, entries);
            table ??= new TiffPageTable(page);
            table.Add(file, offset, page);
        }

        return table!;
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
        if (planes < count || count > Array.MaxLength)
        {
            throw file.Truncated($"it states {count} planes and holds {planes}");
        }

        for (long i = 1; i < count; i++)
        {
            _directories.Add(_directories[0]);
            _samples.Add(_samples[0] + (i * planeBytes));
        }
    }

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
