using DeepWonder3D.Errors;
using DeepWonder3D.Files;
using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Volumes;

/// <summary>
/// Samples in a scratch file, read and written at their places, so that resident memory does not grow with the movie: what the system keeps
/// of the file it gives up when others need memory. Mapping the rows of every access cost 47 to 84 ns for each voxel written (128 and 256
/// columns; page faults) where this costs 1 to 11. Disk space is allocated in full when the file is made, so that a disk without room is
/// known before hours of work.
/// </summary>
internal sealed class ScratchStore : WritableSampleStore
{
    private readonly string _path;
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
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw NoRoom($"A scratch file of {bytes / 1e9:0.0} GB could not be made in '{Path.GetDirectoryName(_path)}': {e.Message}", e);
        }
    }

    ~ScratchStore() => Dispose(false);

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        long at = Offset(plane, row, rowCount);
        Span<byte> left = destination[..checked(rowCount * RowBytes)];
        SafeFileHandle file = Handle;
        while (left.Length > 0)
        {
            int read = RandomAccess.Read(file, left, at);
            if (read == 0)
            {
                throw new EndOfStreamException($"The scratch file '{_path}' ends at byte {at}.");
            }

            left = left[read..];
            at += read;
        }
    }

    public override void WriteBlock(long plane, int row, int rowCount, int column, int columnCount, ReadOnlySpan<byte> source)
    {
        long at = Offset(plane, row, rowCount);
        SafeFileHandle file = Handle;
        try
        {
            if (columnCount == Width)
            {
                RandomAccess.Write(file, source[..checked(rowCount * RowBytes)], at);
                return;
            }

            int size = SampleType.SizeOf();
            int run = columnCount * size;
            for (int y = 0; y < rowCount; y++)
            {
                RandomAccess.Write(file, source.Slice(y * run, run), at + ((long)y * RowBytes) + ((long)column * size));
            }
        }
        catch (IOException e)
        {
            // File systems that allocate nothing in advance find out only now.
            throw NoRoom($"The scratch file '{_path}' could not be written: {e.Message}", e);
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
            file.Dispose();
        }
        else
        {
            // The stream has a finalizer of its own, which closes the handle; deleting an open file works on Unix, and on Windows the
            // handle's delete-on-close has the same effect.
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

    private SafeFileHandle Handle => (_file ?? throw new ObjectDisposedException(nameof(ScratchStore))).SafeFileHandle;

    private long Offset(long plane, int row, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(row + rowCount, Height);
        return ((plane * Height) + row) * RowBytes;
    }

    private DeepWonderException NoRoom(string message, Exception cause) => new(
        ErrorId.DiskFull, message, _path, $"Free disk space, or set {ScratchFolder.Variable} to a folder on a larger disk.", cause);
}
