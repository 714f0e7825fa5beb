using System.IO.Compression;

namespace DeepWonder3D.Formats.Mat;

/// <summary>
/// Reads MATLAB level 5 files (MATLAB's <c>-v6</c> and <c>-v7</c>): either byte order, compressed or not; numbers, truth values, text,
/// cells and structs. Sparse and complex arrays, objects and functions are passed over as <see cref="MatUnread"/>; <c>-v7.3</c> files are
/// refused by name.
/// </summary>
internal static class MatFile
{
    public const int HeaderBytes = 128;

    /// <summary>'M' and 'I' as one number: a file holds it in its own byte order.</summary>
    public const ushort OrderMark = 0x4D49;

    public const ushort Version = 0x0100;

    private const int VersionOffset = 124;
    private const int OrderOffset = 126;

    // Deflate cannot shrink anything further than 1032 times.
    private const long MaxInflation = 1032;
    private const long InflationSlack = 4096;

    private static ReadOnlySpan<byte> Hdf5Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Reads variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Which variables to read, by name; all where it is left out.</param>
    /// <param name="memoryLimit">Bytes that the variables may take in memory.</param>
    /// <returns>The variables by name.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.MatFileInvalid"/> or <see cref="ErrorId.MemoryLimitExceeded"/>.</exception>
    public static Dictionary<string, MatArray> Read(string path, Func<string, bool>? isWanted = null, long? memoryLimit = null)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            bool isForeignOrder = ReadHeader(stream, path);
            MatElements elements = new(stream, isForeignOrder, path);
            MatBudget budget = new(path, memoryLimit);
            Dictionary<string, MatArray> variables = [];
            long end = stream.Length - HeaderBytes;
            while (elements.Position < end)
            {
                (string name, MatArray? array) = ReadElement(stream, elements, end, budget, isWanted ?? (_ => true), path);

                // A variable without a name is where MATLAB keeps the innards of objects.
                if (name.Length > 0 && array is not null)
                {
                    variables[name] = array;
                }
            }

            return variables;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or OverflowException)
        {
            throw MatElements.Invalid(path, e is EndOfStreamException ? "it ends inside an element" : e.Message.TrimEnd('.'), e);
        }
    }

    private static (string Name, MatArray? Array) ReadElement(
        FileStream stream, MatElements elements, long end, MatBudget budget, Func<string, bool> isWanted, string path)
    {
        MatTag tag = elements.ReadTag(end);
        long next = elements.Position + tag.Bytes;
        (string, MatArray?) variable = tag.Type switch
        {
            MatType.Matrix => new MatArrayReader(elements, budget).ReadVariable(next, isWanted),
            MatType.Compressed => ReadCompressed(stream, tag.Bytes, elements.IsForeignOrder, budget, isWanted, path),
            _ => throw elements.Invalid($"an element of type {(int)tag.Type} stands where a variable should"),
        };

        if (tag.Type == MatType.Compressed)
        {
            // Inflating moves the stream on its own account.
            stream.Position = HeaderBytes + elements.Position;
        }

        elements.SkipTo(Math.Min(next + tag.Padding, end));
        return variable;
    }

    private static (string Name, MatArray? Array) ReadCompressed(
        FileStream stream, long bytes, bool isForeignOrder, MatBudget budget, Func<string, bool> isWanted, string path)
    {
        using ZLibStream inflated = new(new LengthLimitedStream(stream, bytes), CompressionMode.Decompress);
        MatElements elements = new(inflated, isForeignOrder, path);
        MatTag tag = elements.ReadTag(long.MaxValue);
        if (tag.Type != MatType.Matrix || tag.Bytes > (MaxInflation * bytes) + InflationSlack)
        {
            throw elements.Invalid($"{bytes} compressed bytes claim to hold {tag.Bytes} bytes of type {(int)tag.Type}");
        }

        bool isRead = false;
        (string Name, MatArray? Array) variable = new MatArrayReader(elements, budget)
            .ReadVariable(elements.Position + tag.Bytes, name => isRead = isWanted(name));
        if (isRead)
        {
            // The checksum is verified only once the end was asked for.
            _ = inflated.ReadByte();
        }

        return variable;
    }

    /// <summary>Reads the header; the stream then stands at the first element.</summary>
    /// <returns>Whether the byte order is not this machine's.</returns>
    private static bool ReadHeader(FileStream stream, string path)
    {
        byte[] header = new byte[HeaderBytes];
        int length = stream.ReadAtLeast(header, HeaderBytes, false);
        if (header.AsSpan().StartsWith(Hdf5Signature) || header.AsSpan().StartsWith("MATLAB 7.3"u8))
        {
            throw new DeepWonderException(
                ErrorId.MatFileInvalid,
                $"'{path}' is a MATLAB 7.3 file (HDF5), which is not read yet.",
                path,
                "Save it in MATLAB with -v7, or in Python with scipy.io.savemat.");
        }

        ushort mark = MemoryMarshal.Read<ushort>(header.AsSpan(OrderOffset));
        ushort reversed = BinaryPrimitives.ReverseEndianness(mark);
        if (length < HeaderBytes || (mark != OrderMark && reversed != OrderMark))
        {
            throw MatElements.Invalid(path, "it has no header of a MATLAB 5 file");
        }

        ushort version = MemoryMarshal.Read<ushort>(header.AsSpan(VersionOffset));
        version = mark == OrderMark ? version : BinaryPrimitives.ReverseEndianness(version);
        return version == Version ? mark != OrderMark : throw MatElements.Invalid(path, $"its version is {version >> 8}.{version & 0xFF}");
    }
}
