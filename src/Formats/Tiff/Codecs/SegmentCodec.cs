using System.IO.Compression;
using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Structure;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace DeepWonder3D.Formats.Tiff.Codecs;

/// <summary>
/// Compressed segments through LibTiff. It is shown a directory of our own, which describes just the segments in question, in front of the
/// file's bytes: the file's directories never reach it, so a hostile one does no harm, the 65,535 directories that it can count are no
/// limit, and a page's strips are listed once. Opening it so takes about 50 µs, so segments are decoded by the quarter megabyte.
/// </summary>
internal static class SegmentCodec
{
    static SegmentCodec()
    {
        LibTiff.SetErrorHandler(new TiffMessages());
    }

    /// <summary>
    /// Decodes neighbouring segments, each to its own place: <c>page.SegmentBytes</c> after the one before, in the host's byte order.
    /// </summary>
    /// <exception cref="DeepWonderException">TiffCorrupt, TiffTruncated or FileReadFailed.</exception>
    public static void Decode(TiffFile file, TiffPage page, int first, int count, byte[] destination)
    {
        List<string> messages = [];
        try
        {
            using LibTiff? tiff = LibTiff.ClientOpen(file.Path, "rc", messages, new TiffSegmentStream(Head(page, first, count), file));
            for (int i = 0; i < count; i++)
            {
                int bytes = page.DecodedBytes(first + i);
                if (tiff?.ReadEncodedStrip(i, destination, i * page.SegmentBytes, bytes) != bytes)
                {
                    throw file.Corrupt(
                        $"segment {first + i} at byte {page.Offsets[first + i]} cannot be decoded: {string.Join("; ", messages)}");
                }
            }
        }
        catch (Exception e) when (e is not (DeepWonderException or OutOfMemoryException or ObjectDisposedException))
        {
            // LibTiff's decoders run over the ends of their arrays on damaged input.
            throw file.Corrupt($"segment {first} at byte {page.Offsets[first]} cannot be decoded", e);
        }

        if (page.Predictor != Predictor.FLOATINGPOINT && file.IsForeign)
        {
            ByteOrder.Swap(destination, page.SampleType.SizeOf());
        }

        // LibTiff undoes predictor 2 up to 32 bits only, and after swapping bytes: it cannot be shown a big-endian BigTIFF.
        if (page.Predictor == Predictor.HORIZONTAL)
        {
            HorizontalPredictor.Undo(destination, page.SampleType.SizeOf(), page.SegmentWidth);
        }
    }

    /// <summary>Encodes one strip, without a predictor.</summary>
    /// <param name="compression">LZW, deflate or PackBits.</param>
    /// <param name="samples">The strip's samples, shape (rows, width).</param>
    /// <param name="type">Their type.</param>
    /// <param name="width">Samples a row.</param>
    public static byte[] Encode(Compression compression, ReadOnlySpan<byte> samples, SampleType type, int width)
    {
        using MemoryStream encoded = new();
        if (compression == Compression.ADOBE_DEFLATE)
        {
            // LibTiff's own deflate writes 2 to 12 MB/s, the runtime's 57 (131 kB strips of 16 bits, one core).
            using (ZLibStream deflate = new(encoded, CompressionLevel.Optimal, leaveOpen: true))
            {
                deflate.Write(samples);
            }

            return encoded.ToArray();
        }

        List<string> messages = [];
        int rows = samples.Length / (width * type.SizeOf());
        using LibTiff tiff = LibTiff.ClientOpen("strip", "w", messages, new TiffMemoryStream(encoded))
            ?? throw new IOException(string.Join("; ", messages));
        tiff.SetField(TiffTag.IMAGEWIDTH, width);
        tiff.SetField(TiffTag.IMAGELENGTH, rows);
        tiff.SetField(TiffTag.ROWSPERSTRIP, rows);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8 * type.SizeOf());
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, compression);
        if (tiff.WriteEncodedStrip(0, samples.ToArray(), samples.Length) != samples.Length)
        {
            throw new IOException(string.Join("; ", messages));
        }

        ulong offset = ((ulong[])tiff.GetField(TiffTag.STRIPOFFSETS)[0].Value)[0];
        ulong count = ((ulong[])tiff.GetField(TiffTag.STRIPBYTECOUNTS)[0].Value)[0];
        return encoded.GetBuffer().AsSpan((int)offset, (int)count).ToArray();
    }

    private static byte[] Head(TiffPage page, int first, int count)
    {
        int rows = ((count - 1) * page.SegmentHeight) + page.RowsOf(first + count - 1);
        byte[] Build(int headBytes)
        {
            long[] offsets = page.Offsets.AsSpan(first, count).ToArray();
            for (int i = 0; i < count; i++)
            {
                offsets[i] += headBytes;
            }

            TiffDirectoryBuilder directory = new TiffDirectoryBuilder(isBig: true, isBigEndian: !BitConverter.IsLittleEndian)
                .Add(TiffTag.IMAGEWIDTH, (uint)page.SegmentWidth)
                .Add(TiffTag.IMAGELENGTH, (uint)rows)
                .Add(TiffTag.BITSPERSAMPLE, (ushort)(8 * page.SampleType.SizeOf()))
                .Add(TiffTag.COMPRESSION, (ushort)page.Compression)
                .Add(TiffTag.PHOTOMETRIC, (ushort)Photometric.MINISBLACK)
                .Add(TiffTag.STRIPOFFSETS, offsets)
                .Add(TiffTag.SAMPLESPERPIXEL, (ushort)1)
                .Add(TiffTag.ROWSPERSTRIP, (uint)page.SegmentHeight)
                .Add(TiffTag.STRIPBYTECOUNTS, page.ByteCounts.AsSpan(first, count))
                .Add(TiffTag.PREDICTOR, (ushort)(page.Predictor == Predictor.HORIZONTAL ? Predictor.NONE : page.Predictor))
                .Add(TiffTag.SAMPLEFORMAT, (ushort)page.SampleFormat);
            byte[] header = directory.Header(TiffFile.HeaderBytes(isBig: true));
            return [.. header, .. directory.Build(header.Length, next: 0)];
        }

        return Build(Build(0).Length);
    }
}

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

/// <summary>
/// Keeps LibTiff's errors off the console. Its handler is one for the whole process; the list that each call gives as client data tells
/// whose error it is.
/// </summary>
internal sealed class TiffMessages : TiffErrorHandler
{
    public override void ErrorHandler(LibTiff tif, string method, string format, params object[] args)
    {
    }

    public override void ErrorHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
    {
        if (clientData is List<string> messages)
        {
            messages.Add(string.Format(CultureInfo.InvariantCulture, format, args));
        }
    }

    public override void WarningHandler(LibTiff tif, string method, string format, params object[] args)
    {
    }

    public override void WarningHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
    {
    }
}
