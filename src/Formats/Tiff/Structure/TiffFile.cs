using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>
/// An open TIFF as bytes: positional reads from any thread, numbers in the file's byte order. Others may read, rename and delete the file
/// meanwhile; the handle closes on disposal, and on finalisation by itself.
/// </summary>
internal sealed class TiffFile : IDisposable
{
    private const int ClassicVersion = 42;
    private const int BigVersion = 43;

    private readonly SafeFileHandle _handle;

    private TiffFile(string path, SafeFileHandle handle)
    {
        (Path, _handle) = (path, handle);
        Length = RandomAccess.GetLength(handle);
        Span<byte> start = stackalloc byte[16];
        start = start[..(int)Math.Min(Length, start.Length)];
        Read(0, start);
        if (!IsTiff(start))
        {
            throw new DeepWonderException(
                ErrorId.NotATiff, $"'{path}' is not a TIFF.", path, "Check the file; it may be empty or damaged.");
        }

        IsBigEndian = start[0] == 'M';
        IsBig = UInt16(start[2..]) == BigVersion;
        if (start.Length < HeaderBytes(IsBig))
        {
            throw Truncated("its header is not whole");
        }

        if (IsBig && (UInt16(start[4..]) != 8 || UInt16(start[6..]) != 0))
        {
            throw Corrupt("its BigTIFF header states offsets of another size than 8 bytes");
        }

        FirstDirectory = Offset(start[(IsBig ? 8 : 4)..]);
    }

    public string Path { get; }

    /// <summary>Bytes in the file when it was opened.</summary>
    public long Length { get; }

    public bool IsBig { get; }

    public bool IsBigEndian { get; }

    /// <summary>Whether samples and numbers are in another byte order than this machine's.</summary>
    public bool IsForeign => IsBigEndian == BitConverter.IsLittleEndian;

    public long FirstDirectory { get; }

    public static int HeaderBytes(bool isBig) => isBig ? 16 : 8;

    /// <summary>Whether a file that starts so is a classic or a BigTIFF.</summary>
    public static bool IsTiff(ReadOnlySpan<byte> start) => start.Length >= 4 && (start[0], start[1]) switch
    {
        ((byte)'I', (byte)'I') => BinaryPrimitives.ReadUInt16LittleEndian(start[2..]) is ClassicVersion or BigVersion,
        ((byte)'M', (byte)'M') => BinaryPrimitives.ReadUInt16BigEndian(start[2..]) is ClassicVersion or BigVersion,
        _ => false,
    };

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="DeepWonderException">The file is absent, unreadable or no TIFF.</exception>
    public static TiffFile Open(string path)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }

        try
        {
            return new TiffFile(path, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="DeepWonderException">TiffTruncated or FileReadFailed.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                int read = RandomAccess.Read(_handle, destination, offset);
                if (read == 0)
                {
                    throw Truncated($"it ends at byte {offset}, before its samples do");
                }

                offset += read;
                destination = destination[read..];
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(Path, e);
        }
    }

    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    /// <summary>A 64-bit number; those of 2⁶³ and above, which no file reaches, are refused.</summary>
    public long UInt64(ReadOnlySpan<byte> bytes)
    {
        long value = IsBigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return value >= 0 ? value : throw Corrupt("it states a number above 2⁶³");
    }

    /// <summary>An offset or count, as wide as this kind of TIFF has them.</summary>
    public long Offset(ReadOnlySpan<byte> bytes) => IsBig ? UInt64(bytes) : UInt32(bytes);

    public DeepWonderException Truncated(string how) => new(
        ErrorId.TiffTruncated, $"The TIFF '{Path}' is not whole: {how}.", Path, "Copy or record it again; it may still be being written.");

    public DeepWonderException Corrupt(string how, Exception? inner = null) => new(
        ErrorId.TiffCorrupt, $"The TIFF '{Path}' is damaged: {how}.", Path, "Copy or record it again.", inner);

    public DeepWonderException Unsupported(string what) => new(
        ErrorId.TiffUnsupported,
        $"The TIFF '{Path}' has {what}, which is not read.",
        Path,
        "Save it as an uncompressed TIFF of 8, 16 or 32 bits.");

    public void Dispose() => _handle.Dispose();
}
