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

    /// <summary>Pages in all files together.</summary>
    public int PageCount => _files.Sum(f => f.Directories.Length);

    /// <summary>Walks through files.</summary>
    /// <exception cref="DeepWonderException">A file is missing or damaged, or files differ in size or type.</exception>
    public static TiffSet Open(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        TiffSet? set = null;
        foreach (string path in paths)
        {
            using TiffFile file = TiffFile.Open(path);
            TiffPageTable pages = TiffPageTable.Walk(file, cancellationToken);
            set ??= new TiffSet(pages.First);
            set.Add(path, pages);
        }

        return set ?? throw new ArgumentException("No files were given.", nameof(paths));
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

        _files.Add(new TiffSetFile(path, [.. pages.Directories], [.. pages.Samples]));
    }
}

/// <summary>One file of a recording in several.</summary>
/// <param name="Path">The file.</param>
/// <param name="Directories">Where each page's directory starts.</param>
/// <param name="Samples">Where each page's samples start, or -1 where they must be decoded.</param>
internal sealed record TiffSetFile(string Path, long[] Directories, long[] Samples);
