using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>How a dataset's items lie in the file.</summary>
internal sealed record Hdf5Layout
{
    /// <summary>The items themselves, where they are so few that they stand in the header; else null.</summary>
    public byte[]? Compact { get; init; }

    /// <summary>Where the items, or what lists the chunks, lie; -1 where nothing was written yet.</summary>
    public long Address { get; init; } = -1;

    /// <summary>The lengths of a chunk, slowest axis first; null where items lie in one piece.</summary>
    public long[]? ChunkLengths { get; init; }

    public Hdf5IndexKind Index { get; init; }

    /// <summary>Bytes of the only chunk as it is stored, where it is compressed.</summary>
    public long SingleBytes { get; init; }

    /// <summary>Steps that the only chunk was not put through.</summary>
    public long SingleMask { get; init; }

    /// <summary>Reads a layout message.</summary>
    /// <param name="file">The file.</param>
    /// <param name="cursor">The message.</param>
    /// <param name="rank">Axes of the dataset.</param>
    public static Hdf5Layout Read(Hdf5File file, Hdf5Cursor cursor, int rank)
    {
        int version = cursor.Byte();
        Hdf5Layout layout = version switch
        {
            1 or 2 => ReadOldest(file, cursor),
            3 or 4 => ReadNewer(file, cursor, version),
            _ => throw file.Invalid($"its samples are laid out in version {version}, which is not read"),
        };
        return layout.ChunkLengths is null || layout.ChunkLengths.Length == rank
            ? layout
            : throw file.Invalid($"chunks have {layout.ChunkLengths.Length} axes, and their dataset {rank}");
    }

    private static Hdf5Layout ReadOldest(Hdf5File file, Hdf5Cursor cursor)
    {
        int axes = cursor.Byte();
        int kind = cursor.Byte();
        cursor.Skip(5);
        long address = kind == 0 ? -1 : cursor.Address();
        long[] lengths = Lengths(cursor, axes, 4);
        return kind switch
        {
            0 => new Hdf5Layout { Compact = cursor.Take((int)Math.Min(cursor.UInt32(), int.MaxValue)).ToArray() },
            1 => new Hdf5Layout { Address = address },
            2 when axes > 0 => new Hdf5Layout { Address = address, ChunkLengths = lengths[..^1], Index = Hdf5IndexKind.Tree1 },
            _ => throw file.Invalid($"its samples are laid out in a way ({kind}) that is not read"),
        };
    }

    private static Hdf5Layout ReadNewer(Hdf5File file, Hdf5Cursor cursor, int version)
    {
        int kind = cursor.Byte();
        switch (kind)
        {
            case 0:
                return new Hdf5Layout { Compact = cursor.Take(cursor.UInt16()).ToArray() };
            case 1:
                return new Hdf5Layout { Address = cursor.Address() };
            case 2 when version == 3:
                int axes = cursor.Byte();
                long address = cursor.Address();
                return axes > 0
                    ? new Hdf5Layout { Address = address, ChunkLengths = Lengths(cursor, axes, 4)[..^1], Index = Hdf5IndexKind.Tree1 }
                    : throw file.Invalid("chunks have no axes");
            case 2:
                return ReadIndexed(file, cursor);
            default:
                throw file.Invalid(
                    kind == 3
                        ? "it is a virtual dataset, whose samples lie in other files"
                        : $"its samples are laid out in a way ({kind}) that is not read");
        }
    }

    private static Hdf5Layout ReadIndexed(Hdf5File file, Hdf5Cursor cursor)
    {
        const int SingleIsFiltered = 2;
        int flags = cursor.Byte();
        int axes = cursor.Byte();
        int lengthBytes = cursor.Byte();
        if (axes < 1 || lengthBytes is < 1 or > 8)
        {
            throw file.Invalid($"chunks have {axes} axes of {lengthBytes} bytes");
        }

        Hdf5Layout layout = new() { ChunkLengths = Lengths(cursor, axes, lengthBytes)[..^1], Index = (Hdf5IndexKind)cursor.Byte() };
        switch (layout.Index)
        {
            case Hdf5IndexKind.Single when (flags & SingleIsFiltered) != 0:
                layout = layout with { SingleBytes = cursor.Length(), SingleMask = cursor.UInt32() };
                break;
            case Hdf5IndexKind.Single or Hdf5IndexKind.Implicit:
                break;
            case Hdf5IndexKind.FixedArray:
                cursor.Skip(1);
                break;
            case Hdf5IndexKind.ExtensibleArray:
                cursor.Skip(5);
                break;
            case Hdf5IndexKind.Tree2:
                cursor.Skip(6);
                break;
            default:
                throw file.Invalid($"its chunks are listed in a way ({(int)layout.Index}) that is not read");
        }

        return layout with { Address = cursor.Address() };
    }

    private static long[] Lengths(Hdf5Cursor cursor, int axes, int bytes)
    {
        long[] lengths = new long[axes];
        for (int i = 0; i < axes; i++)
        {
            lengths[i] = cursor.Number(bytes);
        }

        return lengths;
    }
}

/// <summary>How a file lists a dataset's chunks, with the numbers that the format gives; the older tree has none.</summary>
internal enum Hdf5IndexKind
{
    Tree1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    Tree2 = 5,
}
