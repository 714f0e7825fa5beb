using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Formats.Tiff.Codecs;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>
/// The samples of a TIFF, read when they are asked for. Pages that hold them uncompressed and without gaps are read by position, straight
/// into the caller's memory; others are decoded in chunks of neighbouring segments, which <see cref="DecodedChunkCache"/> keeps for a
/// while.
/// </summary>
/// <param name="file">The file; the store closes it.</param>
/// <param name="first">The first page; all have its size and type.</param>
/// <param name="directories">Where each plane's directory starts.</param>
/// <param name="samples">Where each plane's samples start, or -1 where they must be decoded.</param>
internal sealed class TiffSampleStore(TiffFile file, TiffPage first, long[] directories, long[] samples)
    : SampleStore(first.SampleType, samples.Length, first.Height, first.Width)
{
    private const int ChunkBytes = 256 * 1024;

    private readonly long[] _samples = samples;
    private readonly long _cacheOwner = DecodedChunkCache.NewOwner();

    ~TiffSampleStore() => Dispose(false);

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        Check(plane, row, rowCount);
        long start = _samples[plane];
        if (start < 0)
        {
            ReadSegments(plane, row, rowCount, 0, Width, destination);
            return;
        }

        Span<byte> rows = destination[..checked(rowCount * RowBytes)];
        file.Read(start + ((long)row * RowBytes), rows);
        if (file.IsForeign)
        {
            ByteOrder.Swap(rows, SampleType.SizeOf());
        }
    }

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        Check(plane, row, rowCount);
        if (_samples[plane] >= 0)
        {
            base.ReadBlock(plane, row, rowCount, column, columnCount, destination);
            return;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)column + columnCount, Width);
        ReadSegments(plane, row, rowCount, column, columnCount, destination);
    }

    protected override void Dispose(bool disposing)
    {
        DecodedChunkCache.Shared.Forget(_cacheOwner);
        if (disposing)
        {
            file.Dispose();
        }
    }

    private void Check(long plane, int row, int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)row + rowCount, Height);
    }

    private void ReadSegments(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        if (rowCount == 0 || columnCount == 0)
        {
            return;
        }

        TiffPage page = PageOf(plane);
        int size = SampleType.SizeOf();
        for (int down = row / page.SegmentHeight; down <= (row + rowCount - 1) / page.SegmentHeight; down++)
        {
            int top = Math.Max(row, down * page.SegmentHeight);
            int bottom = (int)Math.Min(row + rowCount, (down + 1L) * page.SegmentHeight);
            for (int across = column / page.SegmentWidth; across <= (column + columnCount - 1) / page.SegmentWidth; across++)
            {
                int left = Math.Max(column, across * page.SegmentWidth);
                int right = (int)Math.Min(column + columnCount, (across + 1L) * page.SegmentWidth);
                ReadOnlySpan<byte> segment = Segment(plane, page, (down * page.Across) + across);
                for (int y = top; y < bottom; y++)
                {
                    int source =
                        ((y - (down * page.SegmentHeight)) * page.SegmentRowBytes) + ((left - (across * page.SegmentWidth)) * size);
                    segment.Slice(source, (right - left) * size)
                        .CopyTo(destination[((((y - row) * columnCount) + left - column) * size)..]);
                }
            }
        }
    }

    private ReadOnlySpan<byte> Segment(long plane, TiffPage page, int segment)
    {
        int perChunk = Math.Max(1, ChunkBytes / page.SegmentBytes);
        int first = segment / perChunk * perChunk;
        byte[] chunk = DecodedChunkCache.Shared.Get(
            _cacheOwner, plane, first, () => Decode(page, first, Math.Min(perChunk, page.Offsets.Length - first)));
        return chunk.AsSpan((segment - first) * page.SegmentBytes, page.DecodedBytes(segment));
    }

    private byte[] Decode(TiffPage page, int first, int count)
    {
        byte[] chunk = new byte[((count - 1) * page.SegmentBytes) + page.DecodedBytes(first + count - 1)];
        if (page.Compression != Compression.NONE)
        {
            SegmentCodec.Decode(file, page, first, count, chunk);
            return chunk;
        }

        for (int i = 0; i < count; i++)
        {
            file.Read(page.Offsets[first + i], chunk.AsSpan(i * page.SegmentBytes, page.DecodedBytes(first + i)));
        }

        if (file.IsForeign)
        {
            ByteOrder.Swap(chunk, SampleType.SizeOf());
        }

        return chunk;
    }

    private TiffPage PageOf(long plane)
    {
        TiffEntries entries = new(file);
        entries.Load(directories[plane]);
        TiffPage page = TiffPage.Read(file, entries);
        return (page.Width, page.Height, page.SampleType) == (Width, Height, SampleType)
            ? page
            : throw file.Corrupt($"the page at byte {directories[plane]} has changed since it was opened");
    }
}
