using BitMiracle.LibTiff.Classic;

namespace DeepWonder3D.Formats.Tiff.Codecs;

/// <summary>A TIFF in memory, for LibTiff to write to.</summary>
internal sealed class TiffMemoryStream(MemoryStream bytes) : TiffStream
{
    public override int Read(object clientData, byte[] buffer, int offset, int count) => bytes.Read(buffer, offset, count);

    public override void Write(object clientData, byte[] buffer, int offset, int count) => bytes.Write(buffer, offset, count);

    public override long Seek(object clientData, long offset, SeekOrigin origin) => bytes.Seek(offset, origin);

    public override long Size(object clientData) => bytes.Length;

    public override void Close(object clientData)
    {
    }
}
