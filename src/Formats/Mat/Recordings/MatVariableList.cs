using System.IO.Compression;

namespace DeepWonder3D.Formats.Mat.Recordings;

/// <summary>Lists the variables of a MATLAB 5 file without reading their items.</summary>
internal static class MatVariableList
{
    private const int VersionOffset = 124;
    private const int MaxDims = 32;
    private const int MaxNameBytes = 4096;

    /// <summary>Whether a file that starts so is a MATLAB 5 file.</summary>
    public static bool IsMat(ReadOnlySpan<byte> start)
    {
        if (start.Length < MatFile.HeaderBytes)
        {
            return false;
        }

        (ushort version, ushort mark) =
            (MemoryMarshal.Read<ushort>(start[VersionOffset..]), MemoryMarshal.Read<ushort>(start[(VersionOffset + 2)..]));
        bool isForeign = BinaryPrimitives.ReverseEndianness(mark) == MatFile.OrderMark;
        return (mark == MatFile.OrderMark && version == MatFile.Version)
            || (isForeign && BinaryPrimitives.ReverseEndianness(version) == MatFile.Version);
    }

    /// <summary>Whether the file's byte order is not this machine's.</summary>
    public static bool IsForeign(ReadOnlySpan<byte> start) => MemoryMarshal.Read<ushort>(start[(VersionOffset + 2)..]) != MatFile.OrderMark;

    /// <summary>Reads the list.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.MatFileInvalid"/>.</exception>
    public static List<MatVariableHead> Read(string path, bool isForeign, CancellationToken cancellationToken)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 12);
        try
        {
            stream.Position = MatFile.HeaderBytes;
            MatElements elements = new(stream, isForeign, path);
            List<MatVariableHead> heads = [];
            long end = stream.Length - MatFile.HeaderBytes;
            while (elements.Position < end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                MatTag tag = elements.ReadTag(end);
                long next = elements.Position + tag.Bytes;
                long start = MatFile.HeaderBytes + elements.Position;
                heads.Add(tag.Type switch
                {
                    MatType.Matrix => ReadHead(elements, next, MatFile.HeaderBytes),
                    MatType.Compressed =>
                        ReadCompressed(stream, tag.Bytes, isForeign, path) with { CompressedOffset = start, CompressedBytes = tag.Bytes },
                    _ => throw elements.Invalid($"an element of type {(int)tag.Type} stands where a variable should"),
                });
                if (tag.Type == MatType.Compressed)
                {
                    stream.Position = start;
                }

                elements.SkipTo(Math.Min(next + tag.Padding, end));
            }

            return heads;
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or OverflowException)
        {
            throw MatElements.Invalid(path, e is EndOfStreamException ? "it ends inside an element" : e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Reads what stands before a variable's items.</summary>
    public static MatVariableHead ReadHead(MatElements elements, long end, long origin)
    {
        MatFlags flags = new(Numbers(elements, end, 2)[0]);
        int[] dims = flags.Class == MatClass.Opaque ? [] : Numbers(elements, end, null);
        MatTag nameTag = elements.ReadTag(end);
        if (nameTag.Bytes > MaxNameBytes)
        {
            throw elements.Invalid($"a name claims {nameTag.Bytes} bytes");
        }

        string name = Encoding.UTF8.GetString(elements.ReadBytes(nameTag, end));
        bool isPlain = flags.Class is >= MatClass.Double and <= MatClass.UInt64 && !flags.IsComplex;
        MatTag? data = isPlain ? elements.ReadTag(end) : null;
        return new MatVariableHead(name, dims, data, origin + elements.Position, -1, 0);
    }

    private static MatVariableHead ReadCompressed(FileStream stream, long bytes, bool isForeign, string path)
    {
        using ZLibStream inflated = new(new LengthLimitedStream(stream, bytes), CompressionMode.Decompress);
        MatElements elements = new(inflated, isForeign, path);
        MatTag tag = elements.ReadTag(long.MaxValue);
        return tag.Type == MatType.Matrix
            ? ReadHead(elements, elements.Position + tag.Bytes, 0)
            : throw elements.Invalid($"a compressed element of type {(int)tag.Type} stands where a variable should");
    }

    private static int[] Numbers(MatElements elements, long end, int? count)
    {
        MatTag tag = elements.ReadTag(end);
        if (tag.Bytes > sizeof(int) * MaxDims || tag.Bytes % sizeof(int) != 0 || (count is not null && tag.Bytes != sizeof(int) * count))
        {
            throw elements.Invalid($"{tag.Bytes} bytes stand where an array's description should");
        }

        return elements.ReadInt32s(tag, end);
    }
}

/// <summary>What a MATLAB 5 file says of a variable before its items.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dims">Rows, columns, and so on.</param>
/// <param name="Data">The element that holds its items; null where it holds no plain numbers.</param>
/// <param name="DataOffset">Where the items start in the file, or in the inflated variable.</param>
/// <param name="CompressedOffset">Where the compressed variable starts in the file; -1 where it is not compressed.</param>
/// <param name="CompressedBytes">Bytes of the compressed variable.</param>
internal sealed record MatVariableHead(string Name, int[] Dims, MatTag? Data, long DataOffset, long CompressedOffset, long CompressedBytes)
{
    public override string ToString() => Name;
}
