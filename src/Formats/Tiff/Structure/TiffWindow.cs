using BitMiracle.LibTiff.Classic;

namespace DeepWonder3D.Formats.Tiff.Structure;

/// <summary>
/// Reads small pieces of a TIFF in blocks: large ones while the pieces lie close together, as directories do that follow each other, and
/// small ones while samples lie between them. Not safe from many threads.
/// </summary>
internal sealed class TiffWindow(TiffFile file)
{
    private const int NearBytes = 64 * 1024;
    private const int FarBytes = 4 * 1024;

    private byte[] _block = new byte[FarBytes];
    private long _start;
    private int _length;

    /// <summary>Bytes of the file, valid until the next call.</summary>
    /// <param name="offset">Where they start.</param>
    /// <param name="count">How many.</param>
    /// <param name="tag">The tag whose values they are, or null for a directory: told where the file ends before them.</param>
    public ReadOnlySpan<byte> Get(long offset, int count, TiffTag? tag)
    {
        if (offset > file.Length - count)
        {
            string what = tag is null ? "a directory" : $"what tag {(int)tag} states";
            throw file.Truncated($"{what} at byte {offset} lies beyond its end at byte {file.Length}");
        }

        if (offset < _start || offset + count > _start + _length)
        {
            Load(offset, count);
        }

        return _block.AsSpan((int)(offset - _start), count);
    }

    private void Load(long offset, int count)
    {
        bool near = Math.Abs(offset - (_start + _length)) < NearBytes;
        int wanted = Math.Max(count, near ? NearBytes : FarBytes);
        int length = (int)Math.Min(wanted, file.Length - offset);
        if (_block.Length < length)
        {
            _block = new byte[length];
        }

        _length = 0;
        file.Read(offset, _block.AsSpan(0, length));
        (_start, _length) = (offset, length);
    }
}
