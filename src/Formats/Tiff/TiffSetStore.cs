using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>
/// The samples of a recording in several TIFFs. A movie may be ten thousand files of one page, more than a process may hold open: a file is
/// open while it is read and for a while after.
/// </summary>
/// <param name="set">The files.</param>
/// <param name="places">The file and page of each plane, counted over all frames and depths.</param>
internal sealed class TiffSetStore(TiffSet set, (int File, int Page)[] places)
    : SampleStore(set.First.SampleType, places.Length, set.First.Height, set.First.Width)
{
    private const int MaxOpen = 32;

    private readonly TiffSet _set = set;
    private readonly (int File, int Page)[] _places = places;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, OpenFile> _open = [];
    private long _uses;

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        (int number, int page) = _places[plane];
        OpenFile file = Take(number);
        try
        {
            file.Store.ReadBlock(page, row, rowCount, column, columnCount, destination);
        }
        finally
        {
            Return(file);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            lock (_gate)
            {
                foreach (OpenFile file in _open.Values)
                {
                    file.Store.Dispose();
                }

                _open.Clear();
            }
        }
    }

    private OpenFile Take(int number)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue(number, out OpenFile? file))
            {
                CloseIdle();
                file = new OpenFile(Open(_set.Files[number]));
                _open.Add(number, file);
            }

            file.Users++;
            file.LastUse = ++_uses;
            return file;
        }
    }

    private void Return(OpenFile file)
    {
        lock (_gate)
        {
            file.Users--;
        }
    }

    private void CloseIdle()
    {
        while (_open.Count >= MaxOpen)
        {
            KeyValuePair<int, OpenFile> oldest = _open.Where(f => f.Value.Users == 0).OrderBy(f => f.Value.LastUse).FirstOrDefault();
            if (oldest.Value is null)
            {
                return;
            }

            oldest.Value.Store.Dispose();
            _open.Remove(oldest.Key);
        }
    }

    private TiffSampleStore Open(TiffSetFile known)
    {
        TiffFile file = TiffFile.Open(known.Path);
        return new TiffSampleStore(file, _set.First, known.Directories, known.Samples);
    }

    private sealed class OpenFile(TiffSampleStore store)
    {
        public TiffSampleStore Store => store;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}
