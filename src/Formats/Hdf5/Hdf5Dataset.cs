using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5.Chunks;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>A dataset: an array of items of one type.</summary>
internal sealed class Hdf5Dataset
{
    private readonly Hdf5File _file;
    private readonly Hdf5Layout _layout;
    private readonly Hdf5Filters _filters;

    /// <summary>Reads what a dataset says of itself.</summary>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid.</exception>
    public Hdf5Dataset(Hdf5Node node)
    {
        (Node, _file) = (node, node.File);
        Hdf5Cursor Message(int type, string what) =>
            node.Message(type) ?? throw _file.Invalid($"the dataset '{node.Path}' states no {what}");
        Type = Hdf5Datatype.Read(_file, Message(Hdf5Message.Datatype, "type"));
        Lengths = Hdf5Dataspace.Read(_file, Message(Hdf5Message.Dataspace, "size")) ?? [0];
        if (node.Message(Hdf5Message.ExternalFiles) is not null)
        {
            throw _file.Invalid($"the samples of '{node.Path}' lie in another file");
        }

        _filters = Hdf5Filters.Read(_file, node.Message(Hdf5Message.Filters));
        _layout = Hdf5Layout.Read(_file, Message(Hdf5Message.Layout, "layout"), Lengths.Length);
    }

    public Hdf5Node Node { get; }

    public string Path => Node.Path;

    public Hdf5Datatype Type { get; }

    /// <summary>The length of each axis, slowest first.</summary>
    public long[] Lengths { get; }

    public long Count => Lengths.Aggregate(1L, (product, length) => product * length);

    public override string ToString() => $"{Path} ({string.Join('×', Lengths)} {Type})";

    /// <summary>The samples, read when they are asked for, through a handle of their own.</summary>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid: the items are no numbers, or damaged.</exception>
    public ArraySource Open()
    {
        StoredType stored = Type.Stored ?? throw _file.Invalid($"the items of '{Path}' are {Type}, no samples");
        if (_layout.Compact is { } compact)
        {
            return new MemoryArraySource(stored, Lengths, Whole(compact));
        }

        BinaryFile samples = _file.OpenAgain();
        try
        {
            return _layout.ChunkLengths is null
                ? new RawArraySource(samples, Written(), stored, Lengths, _file.IsCut)
                : new Hdf5ChunkedSource(samples, stored, Grid(), Places(), _filters, Fill());
        }
        catch
        {
            samples.Dispose();
            throw;
        }
    }

    /// <summary>All items.</summary>
    /// <param name="most">Bytes that they may take at most.</param>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid, also where they take more.</exception>
    public Hdf5Value Read(long most = 1 << 30)
    {
        decimal bytes = (decimal)Count * Type.Bytes;

        // A small file can claim much: deflate shrinks no further than 1032 times, and what was never written is not worth more.
        const int MaxInflation = 1100;
        const long Slack = 64 << 20;
        long limit = Math.Min(most, Slack + (MaxInflation * Math.Min(_file.Length, 1L << 40)));
        if (bytes > limit)
        {
            throw _file.Invalid($"'{Path}' takes {bytes} bytes, and at most {limit} are read");
        }

        byte[] items = _layout.Compact is { } compact ? Whole(compact)
            : _layout.ChunkLengths is not null ? ReadChunks((int)bytes)
            : ReadPiece((int)bytes);
        return new Hdf5Value(_file, Type, Lengths, items);
    }

    private byte[] ReadPiece(int count)
    {
        if (count > 0 && (_layout.Address < 0 || _layout.Address > _file.Length - count))
        {
            throw _file.Invalid($"the items of '{Path}' lie beyond its end");
        }

        byte[] items = new byte[count];
        if (count > 0)
        {
            _file.ReadSamples(_layout.Address, items);
        }

        return items;
    }

    private byte[] ReadChunks(int count)
    {
        ChunkGrid grid = Grid();
        byte[] items = new byte[count];
        byte[] fill = Fill();
        for (int i = 0; fill.AsSpan().IndexOfAnyExcept((byte)0) >= 0 && i < count; i += fill.Length)
        {
            fill.CopyTo(items.AsSpan(i));
        }

        long[] place = new long[Lengths.Length];
        foreach ((long number, Hdf5ChunkPlace chunk) in Places())
        {
            long rest = number;
            for (int axis = place.Length - 1; axis >= 0; axis--)
            {
                place[axis] = rest % grid.Counts[axis] * grid.Chunk[axis];
                rest /= grid.Counts[axis];
            }

            byte[] stored = new byte[chunk.Bytes];
            _file.ReadSamples(chunk.Address, stored);
            BoxCopy.FromChunk(_filters.Decode(stored, chunk.Mask, grid.ChunkBytes, grid.ItemBytes), grid, place, items);
        }

        return items;
    }

    private byte[] Whole(byte[] compact) => compact.Length >= Count * Type.Bytes
        ? compact
        : throw _file.Invalid(
            $"the {compact.Length} bytes of '{Path}' do not hold {string.Join('×', Lengths)} items of {Type.Bytes} bytes");

    private long Written() => _layout.Address >= 0 ? _layout.Address : throw _file.Invalid($"no samples of '{Path}' were written");

    private ChunkGrid Grid() => new(_file.Invalid, Lengths, _layout.ChunkLengths!, Math.Max(1, Type.Bytes));

    private Dictionary<long, Hdf5ChunkPlace> Places() => Hdf5ChunkIndex.Read(_file, _layout, Grid(), !_filters.IsEmpty);

    /// <summary>What stands where no chunk was written.</summary>
    private byte[] Fill()
    {
        byte[] zero = new byte[Math.Max(1, Type.Bytes)];
        if (Node.Message(Hdf5Message.FillValue) is not { } cursor)
        {
            return zero;
        }

        const int HasValue = 0x20;
        int version = cursor.Byte();
        bool isThere;
        if (version >= 3)
        {
            isThere = (cursor.Byte() & HasValue) != 0;
        }
        else
        {
            cursor.Skip(2);
            isThere = cursor.Byte() != 0;
        }

        return isThere && cursor.Left >= 4 && cursor.UInt32() == zero.Length ? cursor.Take(zero.Length).ToArray() : zero;
    }
}
