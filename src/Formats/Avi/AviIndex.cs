namespace DeepWonder3D.Formats.Avi;

/// <summary>
/// Finds an AVI's frames: by the OpenDML index, or else by the old one where there is a single segment, or else by walking through them.
/// </summary>
internal sealed class AviIndex
{
    private const int OldEntryBytes = 16;
    private const int IndexHeaderBytes = 24;
    private const int SuperEntryBytes = 16;
    private const int ReadEntries = 1 << 16;
    private const int MaxDepth = 4;

    private readonly BinaryFile _file;
    private readonly AviStructure _structure;
    private readonly CancellationToken _token;
    private readonly uint _compressed;
    private readonly uint _uncompressed;
    private readonly List<long> _offsets = [];
    private readonly List<int> _sizes = [];
    private bool _isCut;

    private AviIndex(BinaryFile file, AviStructure structure, CancellationToken token)
    {
        (_file, _structure, _token) = (file, structure, token);
        string number = structure.Stream!.Number.ToString("00", CultureInfo.InvariantCulture);
        _compressed = AviStream.FourCc(Encoding.ASCII.GetBytes(number[..2] + "dc"));
        _uncompressed = AviStream.FourCc(Encoding.ASCII.GetBytes(number[..2] + "db"));
    }

    /// <summary>Finds all whole frames.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.RecordingDamaged"/>.</exception>
    public static AviFrames Find(BinaryFile file, AviStructure structure, CancellationToken cancellationToken)
    {
        AviIndex index = new(file, structure, cancellationToken);
        if (!index.TryOpenDml() && !index.TryOld())
        {
            index.Clear();
            index.Walk();
        }

        return index.ToFrames();
    }

    private bool IsFrame(uint id) => id == _compressed || id == _uncompressed;

    private void Clear()
    {
        _offsets.Clear();
        _sizes.Clear();
    }

    private void Add(long offset, uint size)
    {
        // Each frame has a header of its own: an index that names more is made to cost memory.
        if (_offsets.Count > _file.Length / 8)
        {
            throw _file.Invalid("its index names more frames than it can hold");
        }

        if (offset < 0 || size > int.MaxValue || offset > _file.Length - size)
        {
            _isCut = true;
            return;
        }

        if (!_isCut)
        {
            _offsets.Add(offset);
            _sizes.Add((int)size);
        }
    }

    private bool TryOpenDml()
    {
        ReadOnlySpan<byte> index = _structure.SuperIndex;
        if (index.Length < IndexHeaderBytes)
        {
            return false;
        }

        uint entries = BinaryPrimitives.ReadUInt32LittleEndian(index[4..]);
        if (index[3] != 0 || entries == 0 || entries > (index.Length - IndexHeaderBytes) / SuperEntryBytes)
        {
            return false;
        }

        for (int i = 0; i < entries; i++)
        {
            _token.ThrowIfCancellationRequested();
            long at = BinaryPrimitives.ReadInt64LittleEndian(index[(IndexHeaderBytes + (i * SuperEntryBytes))..]);
            if (!TryStandardIndex(at))
            {
                _isCut = false;
                Clear();
                return false;
            }
        }

        return _offsets.Count > 0;
    }

    private bool TryStandardIndex(long at)
    {
        if (at < 0 || at > _file.Length - 8 - IndexHeaderBytes)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[IndexHeaderBytes];
        uint size = _structure.Header(at).Size;
        _file.Read(at + 8, header);
        int entryBytes = BinaryPrimitives.ReadUInt16LittleEndian(header) * 4;
        uint entries = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        long origin = BinaryPrimitives.ReadInt64LittleEndian(header[12..]);
        if (header[3] != 1 || entryBytes is < 8 or > 64 || !IsFrame(BinaryPrimitives.ReadUInt32LittleEndian(header[8..]))
            || origin < 0 || ((long)entries * entryBytes) + IndexHeaderBytes > Math.Min(size, _file.Length - at - 8))
        {
            return false;
        }

        ReadEntriesOf(at + 8 + IndexHeaderBytes, entries, entryBytes, entry =>
        {
            uint offset = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            Add(checked(origin + offset), BinaryPrimitives.ReadUInt32LittleEndian(entry[4..]) & int.MaxValue);
        });
        return true;
    }

    private bool TryOld()
    {
        if (_structure.OldIndex is not ({ } start, { } bytes) || _structure.SegmentCount != 1 || _structure.Movies.Count != 1)
        {
            return false;
        }

        // Offsets count from the list's name or from the file's beginning.
        long? origin = null;
        bool isSound = true;
        ReadEntriesOf(start, bytes / OldEntryBytes, OldEntryBytes, entry =>
        {
            uint id = BinaryPrimitives.ReadUInt32LittleEndian(entry);
            if (!IsFrame(id) || !isSound)
            {
                return;
            }

            (uint offset, uint size) =
                (BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]), BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]));
            origin ??= IsChunk(_structure.Movies[0].Start - 4 + offset, id, size) ? _structure.Movies[0].Start - 4
                : IsChunk(offset, id, size) ? 0
                : -1;
            isSound = origin >= 0;
            if (isSound)
            {
                Add(origin.Value + offset + 8, size);
            }
        });
        return isSound && _offsets.Count > 0;
    }

    private bool IsChunk(long at, uint id, uint size) => at <= _file.Length - 8 && _structure.Header(at) == (id, size);

    private void Walk()
    {
        foreach ((long start, long end) in _structure.Movies)
        {
            WalkList(start, end, MaxDepth);
        }
    }

    private void WalkList(long start, long end, int depth)
    {
        long at = start;
        while (at <= end - 8)
        {
            _token.ThrowIfCancellationRequested();
            (uint id, uint size) = _structure.Header(at);
            long next = at + 8 + size + (size & 1);
            if (id == AviStream.FourCc("LIST"u8) && depth > 0)
            {
                WalkList(at + 12, Math.Min(next, end), depth - 1);
            }
            else if (IsFrame(id))
            {
                Add(at + 8, size);
            }
            else if (id == 0)
            {
                // Space that was set aside and never written.
                _isCut = true;
                return;
            }

            at = next;
        }

        _isCut |= at > end + 1 && end == _file.Length;
    }

    private delegate void EntryReader(ReadOnlySpan<byte> entry);

    private void ReadEntriesOf(long start, long count, int entryBytes, EntryReader read)
    {
        byte[] block = new byte[Math.Min(count, ReadEntries) * entryBytes];
        for (long first = 0; first < count; first += ReadEntries)
        {
            _token.ThrowIfCancellationRequested();
            int entries = (int)Math.Min(ReadEntries, count - first);
            _file.Read(start + (first * entryBytes), block.AsSpan(0, entries * entryBytes));
            for (int i = 0; i < entries; i++)
            {
                read(block.AsSpan(i * entryBytes, entryBytes));
            }
        }
    }

    /// <summary>Frames without bytes were dropped: they show the one before, the first ones the first that there is.</summary>
    private AviFrames ToFrames()
    {
        int repeated = 0;
        int first = _sizes.FindIndex(size => size > 0);
        for (int i = 0; i < _sizes.Count && first >= 0; i++)
        {
            if (_sizes[i] == 0)
            {
                int shown = i > 0 ? i - 1 : first;
                (_offsets[i], _sizes[i]) = (_offsets[shown], _sizes[shown]);
                repeated++;
            }
        }

        return first < 0
            ? new AviFrames([], [], 0, _isCut || _structure.IsCut)
            : new AviFrames([.. _offsets], [.. _sizes], repeated, _isCut || _structure.IsCut);
    }
}
