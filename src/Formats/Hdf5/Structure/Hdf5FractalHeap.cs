using System.Numerics;

namespace DeepWonder3D.Formats.Hdf5.Structure;

/// <summary>
/// Where groups and objects with many links or attributes keep them: blocks that double in size, found by an offset into all of them.
/// </summary>
internal sealed class Hdf5FractalHeap
{
    private const int MaxDepth = 16;
    private const int MaxObjectBytes = 1 << 24;

    private readonly Hdf5File _file;
    private readonly int _width;
    private readonly long _startBytes;
    private readonly int _offsetBytes;
    private readonly int _lengthBytes;
    private readonly int _directRows;
    private readonly long _root;
    private readonly int _rootRows;

    /// <summary>Reads a heap's header.</summary>
    public Hdf5FractalHeap(Hdf5File file, long address)
    {
        _file = file;
        int lengths = file.LengthBytes;
        Hdf5Cursor header = file.Cursor(address, 22 + (12 * lengths) + (3 * file.OffsetBytes));
        header.Expect("FRHP"u8);
        header.ExpectVersion(0, "a heap");
        header.Skip(2);
        if (header.UInt16() != 0)
        {
            throw file.Invalid("it has a compressed heap of names, which is not read");
        }

        header.Skip(1);
        long mostManaged = header.UInt32();
        header.Skip(lengths + file.OffsetBytes + lengths + file.OffsetBytes + (8 * lengths));
        _width = header.UInt16();
        _startBytes = header.Length();
        long mostDirect = header.Length();
        int heapBits = header.UInt16();
        header.Skip(2);
        _root = header.Address();
        _rootRows = header.UInt16();
        if (_width < 1 || _startBytes < 1 || !BitOperations.IsPow2(_startBytes) || !BitOperations.IsPow2(mostDirect)
            || mostDirect < _startBytes || heapBits is < 1 or > 64 || mostManaged < 1)
        {
            throw file.Invalid($"the heap at byte {address} has blocks of {_startBytes} to {mostDirect} bytes");
        }

        _offsetBytes = (heapBits + 7) / 8;
        _lengthBytes = Math.Min((BitOperations.Log2((ulong)mostDirect) + 7) / 8, (BitOperations.Log2((ulong)mostManaged) / 8) + 1);
        _directRows = BitOperations.Log2((ulong)mostDirect) - BitOperations.Log2((ulong)_startBytes) + 2;
    }

    /// <summary>The object that an identifier stands for.</summary>
    public byte[] Get(ReadOnlySpan<byte> identifier)
    {
        Hdf5Cursor id = new(_file, identifier.ToArray());
        int kind = (id.Byte() >> 4) & 3;
        if (kind == 2)
        {
            return id.Take((identifier[0] & 0xF) + 1).ToArray();
        }

        if (kind != 0)
        {
            throw _file.Invalid("it has a name or an attribute too large to be read");
        }

        long offset = id.Number(_offsetBytes);
        long length = id.Number(_lengthBytes);
        if (length > MaxObjectBytes)
        {
            throw _file.Invalid($"an object of a heap claims {length} bytes");
        }

        return _file.Read(_rootRows == 0 ? _root + offset : Locate(_root, _rootRows, offset, MaxDepth), (int)length);
    }

    private long RowBytes(int row) => row == 0 ? _startBytes : _startBytes << Math.Min(row - 1, 40);

    /// <summary>Where a byte of an indirect block's range lies in the file.</summary>
    private long Locate(long block, int rows, long offset, int depth)
    {
        long start = 0;
        for (int row = 0; row < rows; row++)
        {
            long bytes = RowBytes(row);
            if (offset - start >= bytes * _width)
            {
                start += bytes * _width;
                continue;
            }

            long column = (offset - start) / bytes;
            long entry = ((long)row * _width) + column;
            long child =
                _file.Cursor(block + 5 + _file.OffsetBytes + _offsetBytes + (entry * _file.OffsetBytes), _file.OffsetBytes).Address();
            long within = offset - start - (column * bytes);
            if (child < 0 || depth == 0)
            {
                break;
            }

            int childRows =
                BitOperations.Log2((ulong)bytes) - BitOperations.Log2((ulong)_startBytes) - BitOperations.Log2((uint)_width) + 1;
            return row < _directRows ? child + within : Locate(child, childRows, within, depth - 1);
        }

        throw _file.Invalid("an object of a heap is in none of its blocks");
    }
}
