using DeepWonder3D.Formats.Arrays;
using System.Numerics;
using DeepWonder3D.Formats.Hdf5.Structure;

namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>
/// A list of the chunks of a dataset that can grow along one axis: the first elements stand in an index block, the others in blocks that
/// double in size, listed by the index block or by blocks between.
/// </summary>
internal sealed class Hdf5ExtensibleArray
{
    private const int HeadBytes = 6;

    private readonly Hdf5File _file;
    private readonly ChunkGrid _grid;
    private readonly int _elementBytes;
    private readonly int _indexElements;
    private readonly int _leastElements;
    private readonly int _leastPointers;
    private readonly int _offsetBytes;
    private readonly int _superBlocks;
    private readonly long _perPage;
    private readonly long _count;
    private readonly long _index;

    /// <summary>Reads a list's header.</summary>
    public Hdf5ExtensibleArray(Hdf5File file, long address, ChunkGrid grid)
    {
        (_file, _grid) = (file, grid);
        Hdf5Cursor header = file.Cursor(address, 12 + (6 * file.LengthBytes) + file.OffsetBytes);
        header.Expect("EAHD"u8);
        header.ExpectVersion(0, "a list of chunks");
        header.Skip(1);
        _elementBytes = header.Byte();
        int countBits = header.Byte();
        _indexElements = header.Byte();
        _leastElements = header.Byte();
        _leastPointers = header.Byte();
        int pageBits = header.Byte();
        header.Skip(4 * file.LengthBytes);
        _count = header.Length();
        header.Length();
        _index = header.Address();
        bool isSound = _elementBytes >= file.OffsetBytes && countBits is > 0 and <= 64 && BitOperations.IsPow2(_leastElements)
            && BitOperations.IsPow2(_leastPointers) && pageBits <= 30;
        if (!isSound || _count > file.Length)
        {
            throw file.Invalid($"a list of {_count} chunks has blocks of {_leastElements} elements of {_elementBytes} bytes");
        }

        _offsetBytes = (countBits + 7) / 8;
        _superBlocks = 1 + Math.Max(0, countBits - BitOperations.Log2((uint)_leastElements));
        _perPage = 1L << pageBits;
    }

    /// <summary>The chunks by their numbers.</summary>
    public List<(long Number, Hdf5ChunkPlace Place)> Read()
    {
        List<(long, Hdf5ChunkPlace)> found = [];
        if (_index < 0)
        {
            return found;
        }

        int direct = 2 * (_leastPointers - 1);
        int firstListed = 2 * BitOperations.Log2((uint)_leastPointers);
        int listed = Math.Max(0, _superBlocks - firstListed);
        long bytes = ((long)_indexElements * _elementBytes) + ((direct + (long)listed) * _file.OffsetBytes);
        Hdf5Cursor block = Block(_index, "EAIB"u8, HeadBytes + _file.OffsetBytes, bytes);
        Elements(found, block, 0, _indexElements);
        long number = _indexElements;
        for (int super = 0, pointer = 0; super < firstListed && pointer < direct; super++)
        {
            for (int i = 0; i < BlocksOf(super) && pointer < direct; i++, pointer++)
            {
                DataBlock(found, block.Address(), number, ElementsOf(super));
                number += ElementsOf(super);
            }
        }

        for (int super = firstListed; super < _superBlocks && number < _count; super++)
        {
            SuperBlock(found, block.Address(), super, number);
            number += BlocksOf(super) * ElementsOf(super);
        }

        return found;
    }

    private static long BlocksOf(int super) => 1L << Math.Min(super / 2, 40);

    private long ElementsOf(int super) => (long)_leastElements << Math.Min((super + 1) / 2, 40);

    private Hdf5Cursor Block(long address, ReadOnlySpan<byte> signature, int headBytes, long bytes)
    {
        Hdf5Cursor block = _file.Cursor(address, (int)Math.Min(headBytes + bytes, int.MaxValue));
        block.Expect(signature);
        block.Position = headBytes;
        return block;
    }

    private void SuperBlock(List<(long, Hdf5ChunkPlace)> found, long address, int super, long number)
    {
        if (address < 0)
        {
            return;
        }

        (long blocks, long elements) = (BlocksOf(super), ElementsOf(super));
        long bitmap = elements > _perPage ? blocks * (((elements / _perPage) + 7) / 8) : 0;
        Hdf5Cursor block = Block(address, "EASB"u8, HeadBytes + _file.OffsetBytes + _offsetBytes, bitmap + (blocks * _file.OffsetBytes));
        block.Skip(bitmap);
        for (long i = 0; i < blocks && number < _count; i++, number += elements)
        {
            DataBlock(found, block.Address(), number, elements);
        }
    }

    private void DataBlock(List<(long, Hdf5ChunkPlace)> found, long address, long number, long elements)
    {
        if (address < 0)
        {
            return;
        }

        int headBytes = HeadBytes + _file.OffsetBytes + _offsetBytes;
        if (elements <= _perPage)
        {
            Elements(found, Block(address, "EADB"u8, headBytes, elements * _elementBytes), number, elements);
            return;
        }

        // Each page is followed by its checksum, and the head before them by its own.
        Block(address, "EADB"u8, headBytes, 0);
        for (long page = 0; page < elements / _perPage && number < _count; page++, number += _perPage)
        {
            long start = address + headBytes + 4 + (page * ((_perPage * _elementBytes) + 4));
            Elements(found, _file.Cursor(start, (int)Math.Min(_perPage * _elementBytes, int.MaxValue)), number, _perPage);
        }
    }

    private void Elements(List<(long, Hdf5ChunkPlace)> found, Hdf5Cursor cursor, long number, long count)
    {
        for (long i = 0; i < count; i++)
        {
            if (Hdf5ChunkIndex.Element(cursor, _file, _elementBytes, _grid) is { } place && number + i < _count)
            {
                found.Add((number + i, place));
            }
        }
    }
}
