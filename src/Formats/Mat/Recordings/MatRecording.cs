using System.IO.Compression;
using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Mat.Recordings;

/// <summary>
/// An array of a MATLAB 5 file as a recording. What is stored as it is stays in the file; what is compressed can only be read from its
/// beginning, and is inflated once, to a scratch file where memory does not suffice.
/// </summary>
internal static class MatRecording
{
    // Deflate cannot shrink anything further than 1032 times.
    private const long MaxInflation = 1032;
    private const long Slack = 4096;

    /// <summary>Opens an array.</summary>
    /// <exception cref="DeepWonderException">MatFileInvalid, DatasetNotFound, AxesMismatch, or what the options do not fit.</exception>
    public static Volume Open(string path, ReadOnlySpan<byte> start, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        bool isForeign = MatVariableList.IsForeign(start);
        try
        {
            List<MatVariableHead> heads = MatVariableList.Read(path, isForeign, cancellationToken);
            List<(MatVariableHead, string, int)> arrays =
                [.. heads.Where(h => h.Data is not null && h.Name.Length > 0).Select(h => (h, h.Name, h.Dims.Length))];
            MatVariableHead head = DatasetChoice.Choose(arrays, options.Dataset, path);
            ArraySource source = Source(path, head, isForeign, cancellationToken);
            string? usual = head.Dims.Length switch { 2 => "YX", 3 => "YXT", 4 => "YXZT", _ => null };
            RecordingFacts facts = new() { Source = "array size", Notes = [("Dataset", head.Name)] };
            return ArrayRecording.Open(source, path, facts, usual, isColumnMajor: true, options, cancellationToken);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            throw MatElements.Invalid(path, e is EndOfStreamException ? "it ends inside an array" : e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static ArraySource Source(string path, MatVariableHead head, bool isForeign, CancellationToken cancellationToken)
    {
        MatTag data = head.Data!.Value;
        int itemBytes = MatTypes.BytesOf(data.Type);
        char kind = data.Type is MatType.Single or MatType.Double ? 'f'
            : data.Type is MatType.UInt8 or MatType.UInt16 or MatType.UInt32 or MatType.UInt64 ? 'u'
            : 'i';
        long[] shape = [.. head.Dims.Reverse().Select(length => (long)length)];
        decimal items = shape.Aggregate(1m, (product, length) => product * length);
        if (StoredType.Of(kind, itemBytes, isForeign && itemBytes > 1) is not { } stored
            || shape.Any(l => l < 1)
            || items * itemBytes != data.Bytes)
        {
            throw MatElements.Invalid(
                path, $"{data.Bytes} bytes of type {(int)data.Type} do not fill the {string.Join('×', head.Dims)} array '{head.Name}'");
        }

        if (head.CompressedOffset >= 0)
        {
            return Inflate(path, head, stored, shape, cancellationToken);
        }

        BinaryFile file = BinaryFile.Open(path, why => MatElements.Invalid(path, why));
        try
        {
            return new RawArraySource(file, head.DataOffset, stored, shape);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static StoreArraySource Inflate(
        string path, MatVariableHead head, StoredType stored, long[] shape, CancellationToken cancellationToken)
    {
        long bytes = head.Data!.Value.Bytes;
        if (bytes > (MaxInflation * head.CompressedBytes) + Slack)
        {
            throw MatElements.Invalid(path, $"{head.CompressedBytes} compressed bytes claim to hold {bytes}");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        stream.Position = head.CompressedOffset;
        using ZLibStream inflated = new(new LengthLimitedStream(stream, head.CompressedBytes), CompressionMode.Decompress);
        inflated.ReadExactly(new byte[head.DataOffset]);
        (int height, int width) = ((int)shape[^2], (int)shape[^1]);
        long planes = shape[..^2].Aggregate(1L, (product, length) => product * length);
        WritableSampleStore store = VolumeBuilder.NewStore(stored.SampleType, planes, height, width);
        try
        {
            int rowsAtOnce = Math.Clamp((1 << 22) / store.RowBytes, 1, height);
            byte[] rows = new byte[rowsAtOnce * store.RowBytes];
            for (long plane = 0; plane < planes; plane++)
            {
                for (int row = 0; row < height; row += rowsAtOnce)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    int count = Math.Min(rowsAtOnce, height - row);
                    Span<byte> block = rows.AsSpan(0, count * store.RowBytes);
                    inflated.ReadExactly(block);
                    stored.Decode(block);
                    store.WriteBlock(plane, row, count, 0, width, block);
                }
            }

            return new StoreArraySource(store, shape);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }
}
