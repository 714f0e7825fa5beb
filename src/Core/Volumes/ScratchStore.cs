using System.IO.MemoryMappedFiles;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Volumes;

/// <summary>
/// Samples in a memory-mapped scratch file. Every access maps just the rows it touches, so that resident memory does not grow with the
/// movie; mapping and unmapping costs microseconds against the milliseconds of a tile's run. Disk space is allocated in full when the
/// file is made: writing through a mapping to a full disk would kill the process, running out of room up front is an error in words.
/// </summary>
internal sealed unsafe class ScratchStore : WritableSampleStore
{
    private readonly string _path;
    private readonly MemoryMappedFile? _map;
    private FileStream? _file;

    public ScratchStore(SampleType type, long planeCount, int height, int width)
        : base(type, planeCount, height, width)
    {
        long bytes = Math.Max(1, checked(planeCount * height * RowBytes));
        _path = ScratchFolder.NewFile();
        try
        {
            _file = new FileStream(_path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read | FileShare.Delete,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
                PreallocationSize = bytes,
            });
            _file.SetLength(bytes);
            _map = MemoryMappedFile.CreateFromFile(_file, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new DeepWonderException(
                ErrorId.DiskFull,
                $"A scratch file of {bytes / 1e9:0.0} GB could not be made in '{Path.GetDirectoryName(_path)}': {e.Message}",
                _path,
                $"Free disk space, or set {ScratchFolder.Variable} to a folder on a larger disk.",
                e);
        }
    }

    ~ScratchStore() => Dispose(false);

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        using MemoryMappedViewAccessor view = View(plane, row, rowCount, MemoryMappedFileAccess.Read);
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        try
        {
            new ReadOnlySpan<byte>(first + view.PointerOffset, checked(rowCount * RowBytes)).CopyTo(destination);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    public override void WriteBlock(long plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<byte> source)
    {
        using MemoryMappedViewAccessor view = View(plane, row, rowCount, MemoryMappedFileAccess.ReadWrite);
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        try
        {
            CopyBlock(source, new Span<byte>(first + view.PointerOffset, checked(rowCount * RowBytes)), rowCount, column, columnCount);
        }
        finally
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    protected override void Dispose(bool disposing)
    {
        FileStream? file = Interlocked.Exchange(ref _file, null);
        if (file is null)
        {
            return;
        }

        if (disposing)
        {
            _map?.Dispose();
            file.Dispose();
        }
        else
        {
            // The map and the stream have finalizers of their own, which close the handles; deleting an open file works on
            // Unix, and on Windows the handle's delete-on-close has the same effect.
            try
            {
                File.Delete(_path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Removed with the abandoned folders at the next start.
            }
        }
    }

    private MemoryMappedViewAccessor View(long plane, int row, int rowCount, MemoryMappedFileAccess access)
    {
        ObjectDisposedException.ThrowIf(_file is null, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row + rowCount, Height);
        return _map!.CreateViewAccessor(((plane * Height) + row) * RowBytes, (long)rowCount * RowBytes, access);
    }
}
