namespace DeepWonder3D.Formats.Arrays;

/// <summary>A small array whose samples a file holds in its header.</summary>
internal sealed class MemoryArraySource : ArraySource
{
    private readonly byte[] _samples;

    /// <summary>Takes the samples as they are stored; they are decoded in place.</summary>
    public MemoryArraySource(StoredType stored, long[] shape, byte[] samples)
        : base(stored.SampleType, shape)
    {
        _samples = samples;
        stored.Decode(samples.AsSpan(0, (int)shape.Aggregate((long)stored.SampleType.SizeOf(), (product, length) => product * length)));
    }

    public override bool IsRaw => false;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination) =>
        Read(0, 0, start, count, destination);

    protected override void Dispose(bool disposing)
    {
    }

    private int Read(int axis, long at, ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        int size = SampleType.SizeOf();
        at = (at * Shape[axis]) + start[axis];
        if (axis == Shape.Count - 1)
        {
            _samples.AsSpan((int)at * size, count[axis] * size).CopyTo(destination);
            return count[axis] * size;
        }

        int done = 0;
        for (int i = 0; i < count[axis]; i++)
        {
            done += Read(axis + 1, at + i, start, count, destination[done..]);
        }

        return done;
    }
}
