using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff.Codecs;

/// <summary>
/// A TIFF made of a directory of our own in front of another file's bytes: byte <c>head.Length + n</c> is the file's byte n.
/// </summary>
internal sealed class TiffSegmentStream(byte[] head, TiffFile file) : TiffStream
{
    private long _position;

    public override int Read(object clientData, byte[] buffer, int offset, int count)
    {
        int read = (int)Math.Clamp(head.Length + file.Length - _position, 0, count);
        int fromHead = (int)Math.Clamp(head.Length - _position, 0, read);
        head.AsSpan((int)Math.Min(_position, head.Length), fromHead).CopyTo(buffer.AsSpan(offset));
        file.Read(_position + fromHead - head.Length, buffer.AsSpan(offset + fromHead, read - fromHead));
        _position += read;
        return read;
    }

    public override long Seek(object clientData, long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => head.Length + file.Length + offset,
    };

    public override long Size(object clientData) => head.Length + file.Length;

    public override void Write(object clientData, byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Close(object clientData)
    {
    }
}
