using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>The samples of a Zarr array. A chunk is read and decoded as a whole, and kept for a while.</summary>
internal sealed class ZarrSource : ArraySource
{
    private const int IndexEntryBytes = 16;
    private const int Slack = 1 << 16;
    private const int Samples = 0;
    private const int ShardIndex = 1;

    private readonly ZarrArray _array;
    private readonly ChunkGrid _grid;
    private readonly byte[] _fill;
    private readonly long _cacheOwner = DecodedChunkCache.NewOwner();

    /// <summary>Reads an array.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged: its chunks are empty or absurdly large.</exception>
    public ZarrSource(ZarrArray array)
        : base(array.Stored.SampleType, array.Shape)
    {
        _array = array;
        _grid = new ChunkGrid(array.Invalid, array.Shape, array.Chunk, array.Stored.SampleType.SizeOf());
        _fill = [.. array.Fill];
        array.Stored.Decode(_fill);
        (Rest, Holes) = ArrayRest.OfChunks(_grid, CountedRows(), array.Invalid);
    }

    public override ArrayRest? Rest { get; }

    public override string? Holes { get; }

    ~ZarrSource() => Dispose(false);

    public override bool IsRaw => false;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        int rank = start.Length;
        Span<long> first = stackalloc long[rank];
        Span<long> last = stackalloc long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            first[axis] = start[axis] / _grid.Chunk[axis];
            last[axis] = (start[axis] + count[axis] - 1) / _grid.Chunk[axis];
        }

        long[] place = first.ToArray();
        while (true)
        {
            BoxCopy.ToBox(Chunk(place), _fill, _grid, place, start, count, destination);
            int axis = rank - 1;
            while (axis >= 0 && ++place[axis] > last[axis])
            {
                place[axis] = first[axis];
                axis--;
            }

            if (axis < 0)
            {
                return;
            }
        }
    }

    protected override void Dispose(bool disposing) => DecodedChunkCache.Shared.Forget(_cacheOwner);

    /// <summary>
    /// How many chunks there are at each place, counted in chunks, of the slowest axis. The folders tell, and of the last shards their own
    /// lists: each file is asked for once where chunks are files of one folder.
    /// </summary>
    private Dictionary<long, long> CountedRows()
    {
        Dictionary<long, long> counts = [];
        int[] shard = _array.Shard ?? [.. Enumerable.Repeat(1, _grid.Counts.Length)];
        foreach (long[] file in _array.Files().Where(place => !place.Where((p, axis) => p > (_grid.Counts[axis] - 1) / shard[axis]).Any()))
        {
            if (_array.Shard is null)
            {
                counts[file[0]] = counts.GetValueOrDefault(file[0]) + 1;
                continue;
            }

            foreach (long[] place in InShard(file, shard))
            {
                counts[place[0]] = counts.GetValueOrDefault(place[0]) + 1;
            }
        }

        return counts;
    }

    /// <summary>The chunks of a shard that were written; all of one whose list cannot be read, which is told when it is.</summary>
    private IEnumerable<long[]> InShard(long[] file, int[] shard)
    {
        string name = _array.FileOf(file);
        int inside = shard.Aggregate(1, (product, length) => checked(product * length));
        for (int i = 0; i < inside; i++)
        {
            long[] place = new long[shard.Length];
            int rest = i;
            for (int axis = shard.Length - 1; axis >= 0; axis--)
            {
                place[axis] = (file[axis] * shard[axis]) + (rest % shard[axis]);
                rest /= shard[axis];
            }

            if (!place.Where((p, axis) => p >= _grid.Counts[axis]).Any() && IsInShard(name, place))
            {
                yield return place;
            }
        }
    }

    private bool IsInShard(string name, long[] place)
    {
        try
        {
            return PlaceInShard(name, place).Bytes != 0;
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>A chunk's samples; null where it was never written.</summary>
    private byte[]? Chunk(long[] place)
    {
        string file = _array.FileOf(_array.Shard is { } shard ? [.. place.Select((p, axis) => p / shard[axis])] : place);

        // Asked of the file system and not kept: the millions of chunks that an array claims and does not have cost no memory.
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            (long offset, long? bytes) = _array.Shard is null ? (0, null) : PlaceInShard(file, place);
            return bytes == 0 ? null
                : DecodedChunkCache.Shared.Get(_cacheOwner, _grid.NumberOf(place), Samples, () => Decoded(file, offset, bytes));
        }
        catch (Exception e) when (e is InvalidDataException or OverflowException)
        {
            throw RecordingErrors.Damaged(file, e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(file, e);
        }
    }

    private byte[] Decoded(string file, long offset, long? bytes)
    {
        byte[] samples = Part(file, offset, bytes);
        for (int i = _array.Codecs.Count - 1; i >= 0; i--)
        {
            samples = _array.Codecs[i].Unpack(samples, checked(_grid.ChunkBytes + _array.Codecs.Take(i).Sum(c => c.TrailingBytes)));
        }

        if (samples.Length != _grid.ChunkBytes)
        {
            throw new InvalidDataException($"it holds {samples.Length} bytes instead of {_grid.ChunkBytes}");
        }

        _array.Stored.Decode(samples);
        return _array.Order is { } order ? Turned(samples, order) : samples;
    }

    /// <summary>Where a chunk lies in a shard; of no bytes where it was never written.</summary>
    private (long Offset, long? Bytes) PlaceInShard(string file, long[] place)
    {
        int[] shard = _array.Shard!;
        (long number, long shardNumber) = (0, 0);
        for (int axis = 0; axis < shard.Length; axis++)
        {
            number = (number * shard[axis]) + (place[axis] % shard[axis]);
            shardNumber = checked((shardNumber * (_grid.Counts[axis] + 1)) + (place[axis] / shard[axis]));
        }

        byte[] index = DecodedChunkCache.Shared.Get(_cacheOwner, shardNumber, ShardIndex, () => Index(file, shard));
        ReadOnlySpan<byte> entry = index.AsSpan(checked((int)(number * IndexEntryBytes)), IndexEntryBytes);
        (ulong offset, ulong bytes) = (BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]));
        return offset == ulong.MaxValue && bytes == ulong.MaxValue ? (0, 0)
            : offset <= long.MaxValue && bytes is > 0 and <= long.MaxValue ? ((long)offset, (long)bytes)
            : throw new InvalidDataException("the places of its chunks are damaged");
    }

    private byte[] Index(string file, int[] shard)
    {
        int bytes = checked((shard.Aggregate(1, (product, length) => checked(product * length)) * IndexEntryBytes)
            + (_array.HasIndexChecksum ? sizeof(uint) : 0));
        byte[] index = Part(file, _array.IsIndexFirst ? 0 : -bytes, bytes, isIndex: true);
        return _array.HasIndexChecksum ? ZarrCodec.Of("crc32c")!.Unpack(index, bytes) : index;
    }

    /// <summary>Reads a part of a file: from its end where the offset is below 0, up to its end where no length is given.</summary>
    private byte[] Part(string file, long offset, long? bytes, bool isIndex = false)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        offset = offset < 0 ? stream.Length + offset : offset;
        long length = bytes ?? stream.Length;

        // Compressing makes nothing much larger: a longer one is damaged.
        if (offset < 0 || length > stream.Length - offset || length > Array.MaxLength
            || (!isIndex && length > (2L * _grid.ChunkBytes) + Slack))
        {
            throw new InvalidDataException($"{length} bytes of a chunk at byte {offset} of {stream.Length} are none");
        }

        byte[] part = new byte[length];
        stream.Position = offset;
        stream.ReadExactly(part);
        return part;
    }

    /// <summary>A chunk in the order of the array's axes.</summary>
    private byte[] Turned(byte[] stored, int[] order)
    {
        int rank = order.Length;
        int size = _grid.ItemBytes;
        int[] steps = new int[rank];
        for (int axis = rank - 1, step = size; axis >= 0; axis--)
        {
            steps[order[axis]] = step;
            step *= _grid.Chunk[order[axis]];
        }

        byte[] turned = new byte[stored.Length];
        int[] place = new int[rank];
        int from = 0;
        for (int to = 0; to < turned.Length; to += size)
        {
            stored.AsSpan(from, size).CopyTo(turned.AsSpan(to));
            for (int axis = rank - 1; axis >= 0; axis--)
            {
                from += steps[axis];
                if (++place[axis] < _grid.Chunk[axis])
                {
                    break;
                }

                from -= steps[axis] * _grid.Chunk[axis];
                place[axis] = 0;
            }
        }

        return turned;
    }
}
