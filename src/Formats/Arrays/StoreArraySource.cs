namespace DeepWonder3D.Formats.Arrays;

/// <summary>An array in a store: the two fastest axes are a plane's rows and columns, all others together number the planes.</summary>
internal sealed class StoreArraySource(SampleStore store, long[] shape) : ArraySource(store.SampleType, shape)
{
    public override bool IsRaw => false;

    public override void ReadBox(ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination) =>
        Read(0, 0, start, count, destination);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            store.Dispose();
        }
    }

    private int Read(int axis, long plane, ReadOnlySpan<long> start, ReadOnlySpan<int> count, Span<byte> destination)
    {
        if (axis == Shape.Count - 2)
        {
            Span<byte> block = destination[..(count[axis] * count[axis + 1] * SampleType.SizeOf())];
            store.ReadBlock(plane, (int)start[axis], count[axis], (int)start[axis + 1], count[axis + 1], block);
            return block.Length;
        }

        int done = 0;
        for (int i = 0; i < count[axis]; i++)
        {
            done += Read(axis + 1, (plane * Shape[axis]) + start[axis] + i, start, count, destination[done..]);
        }

        return done;
    }
}
