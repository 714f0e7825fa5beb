using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Formats;

/// <summary>
/// An open file as bytes: positional reads from any thread. Others may read, rename and delete the file meanwhile; the handle closes on
/// disposal, and on finalisation by itself.
/// </summary>
internal sealed class BinaryFile(string path, SafeFileHandle handle, Func<string, DeepWonderException> invalid) : IDisposable
{
    private readonly SafeFileHandle _handle = handle;
    private readonly Func<string, DeepWonderException> _invalid = invalid;

    public string Path { get; } = path;

    /// <summary>Bytes in the file when it was opened.</summary>
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="invalid">The error of the file's format, from what is wrong: a file that ends early is told with it.</param>
    /// <exception cref="DeepWonderException">FileNotFound or FileReadFailed.</exception>
    public static BinaryFile Open(string path, Func<string, DeepWonderException> invalid)
    {
        try
        {
            return new BinaryFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), invalid);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>The error of the file's format.</summary>
    public DeepWonderException Invalid(string why) => _invalid(why);

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    /// <exception cref="DeepWonderException">The file ends before, or cannot be read.</exception>
    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || offset > Length - destination.Length)
        {
            throw Invalid($"{destination.Length} bytes are expected at byte {offset}, beyond its end at byte {Length}");
        }

        try
        {
            while (destination.Length > 0)
            {
                int read = RandomAccess.Read(_handle, destination, offset);
                if (read == 0)
                {
                    throw Invalid($"it ends at byte {offset}, before its samples do");
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

    public void Dispose() => _handle.Dispose();
}
