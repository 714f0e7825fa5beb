using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>
/// TIFFs that hold one recording together: where their pages lie, 16 bytes each. The files are closed; samples are read by opening them
/// again.
/// </summary>
internal sealed class TiffSet(TiffPage first)
{
    private readonly List<TiffSetFile> _files = [];

    /// <summary>The first page of the first file; all others have its size and type.</summary>
    public TiffPage First { get; } = first;

    public IReadOnlyList<TiffSetFile> Files => _files;

    /// <summary>What each page says of itself, of ScanImage's recordings; empty where not all of them say it.</summary>
    public IReadOnlyList<ScanImageStamp> Stamps =>
        _files.TrueForAll(f => f.Stamps.Count == f.Directories.Length) ? [.. _files.SelectMany(f => f.Stamps)] : [];

    /// <summary>What is missing of the last file, where it was cut off.</summary>
    public string? Cut => _files[^1].Cut;

    /// <summary>Pages in all files together.</summary>
    public int PageCount => _files.Sum(f => f.Directories.Length);

    /// <summary>Walks through files.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    /// <param name="isSequence">Whether the files follow each other, so that only the last one may end early.</param>
    /// <exception cref="DeepWonderException">A file is missing or damaged, or files differ in size or type.</exception>
    public static TiffSet Open(IReadOnlyList<string> paths, CancellationToken cancellationToken, bool isSequence = true)
    {
        TiffSet? set = null;
        foreach (string path in paths)
        {
            if (isSequence)
            {
                set?.DemandWhole();
            }

            try
            {
                using TiffFile file = TiffFile.Open(path);
                TiffPageTable pages = TiffPageTable.Walk(file, cancellationToken);
                set ??= new TiffSet(pages.First);
                set.Add(path, pages);
            }
            catch (DeepWonderException e) when (set is not null && HoldsNoPage(e, path))
            {
                set._files.Add(
                    new TiffSetFile(path, [], []) { Cut = $"'{path}' holds no whole page; those of the files before are read." });
            }
        }

        return set ?? throw new ArgumentException("No files were given.", nameof(paths));
    }

    /// <summary>Whether a file was made and then not written, as the last one of a recording that was stopped.</summary>
    private static bool HoldsNoPage(DeepWonderException e, string path) =>
        e.Id == ErrorId.TiffTruncated || (e.Id == ErrorId.NotATiff && new FileInfo(path).Length == 0);

    /// <summary>Frames that are missing within a recording would put all later ones out of place.</summary>
    private void DemandWhole()
    {
        if (_files.Count > 0 && Cut is { } cut)
        {
            throw new DeepWonderException(ErrorId.TiffTruncated, cut, _files[^1].Path, "Copy or record it again, or leave it out.");
        }
    }

    private void Add(string path, TiffPageTable pages)
    {
        TiffPage page = pages.First;
        if ((page.Width, page.Height, page.SampleType) != (First.Width, First.Height, First.SampleType))
        {
            throw new DeepWonderException(
                ErrorId.TiffPagesDiffer,
                $"The files of a recording differ: '{_files[0].Path}' is {First.Height} × {First.Width} {First.SampleType}, '{path}' is "
                    + $"{page.Height} × {page.Width} {page.SampleType}.",
                path,
                "Put recordings of different size into folders of their own.");
        }

        _files.Add(new TiffSetFile(path, [.. pages.Directories], [.. pages.Samples])
        {
            Stamps = pages.Stamps,
            Cut = pages.Cut,
        });
    }
}

/// <summary>One file of a recording in several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Directories">Where each page's directory starts.</param>
/// <param name="Samples">Where each page's samples start, or -1 where they must be decoded.</param>
internal sealed record TiffSetFile(string Path, long[] Directories, long[] Samples)
{
    /// <summary>What each page says of itself; empty where pages say nothing.</summary>
    public IReadOnlyList<ScanImageStamp> Stamps { get; init; } = [];

    /// <summary>What is missing of a file that was cut off; null where it is whole.</summary>
    public string? Cut { get; init; }
}
