using System.Buffers;

namespace DeepWonder3D.Formats.Arrays;

/// <summary>An array whose samples lie one after the other in a file.</summary>
internal sealed class RawArraySource : ArraySource
{
    /// <summary>Pieces shorter than this are taken out of one read of all that lies between them, where that is not much.</summary>
    private const int ShortRunBytes = 4096;
    private const int GatherBytes = 1 << 20;

    private readonly BinaryFile _file;
    private readonly long _offset;
    private readonly StoredType _stored;
    private readonly long[] _strides;

    /// <summary>Takes a file over.</summary>
    /// <param name="file">The file; the source closes it.</param>
    /// <param name="offset">Where the first sample lies.</param>
    /// <param name="stored">The samples' type.</param>
    /// <param name="shape">The length of each axis, slowest first.</param>
    /// <param name="mayBeCut">Whether the file may end early, which <see cref="ArraySource.Rest"/> then says.</param>
    /// <exception cref="DeepWonderException">The file ends before the samples do.</exception>
    public RawArraySource(BinaryFile file, long offset, StoredType stored, long[] shape, bool mayBeCut = false)
        : base(stored.SampleType, shape)
    {
        (_file, _offset, _stored) = (file, offset, stored);
        _strides = new long[shape.Length];
        decimal bytes = stored.SampleType.SizeOf();
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            _strides[axis] = bytes <= long.MaxValue ? (long)bytes : 0;
            bytes *= Math.Min(shape[axis], int.MaxValue);
            if (bytes > file.Length - offset)
            {
                DeepWonderException error = file.Invalid(
                    $"its {string.Join('×', shape)} samples do not fit into the {file.Length - offset} bytes that follow");
                long places = axis == 0 && _strides[0] > 0 ? (file.Length - offset) / _strides[0] : 0;
                Rest = mayBeCut && places > 0 ? new ArrayRest(places, "it ends early", error, IsLost: true) : throw error;
            }
        }
    }

    public override bool IsRaw => true;

    public override ArrayRest? Rest { get; }

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        long at = _offset;
        for (int axis = 0; axis < start.Length; axis++)
        {
            at += start[axis] * _strides[axis];
        }

        // Axes that are taken whole join the axis before them in one run.
        int run = count.Length - 1;
        while (run > 0 && count[run] == Shape[run])
        {
            run--;
        }

        ReadAxis(0, run, at, count, destination);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }
    }

    private int ReadAxis(int axis, int run, long at, ReadOnlySpan<int> count, Span<byte> destination)
    {
        if (axis >= run)
        {
            Span<byte> bytes = destination[..checked((int)(count[axis] * _strides[axis]))];
            _file.Read(at, bytes);
            _stored.Decode(bytes);
            return bytes.Length;
        }

        if (axis == run - 1 && count[run] * _strides[run] < ShortRunBytes && _strides[axis] <= GatherBytes / 16)
        {
            return Gather(at, count[axis], (int)_strides[axis], (int)(count[run] * _strides[run]), destination);
        }

        int done = 0;
        for (int i = 0; i < count[axis]; i++)
        {
            done += ReadAxis(axis + 1, run, at + (i * _strides[axis]), count, destination[done..]);
        }

        return done;
    }

    /// <summary>Reads short runs that lie a stride apart, in blocks that hold many of them.</summary>
    private int Gather(long at, int runs, int stride, int runBytes, Span<byte> destination)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(GatherBytes);
        try
        {
            int atOnce = Math.Max(1, GatherBytes / stride);
            for (int first = 0; first < runs; first += atOnce)
            {
                int number = Math.Min(atOnce, runs - first);
                _file.Read(at + ((long)first * stride), block.AsSpan(0, ((number - 1) * stride) + runBytes));
                for (int i = 0; i < number; i++)
                {
                    block.AsSpan(i * stride, runBytes).CopyTo(destination[((first + i) * runBytes)..]);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        Span<byte> read = destination[..(runs * runBytes)];
        _stored.Decode(read);
        return read.Length;
    }
}
