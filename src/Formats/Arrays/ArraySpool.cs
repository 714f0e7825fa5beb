namespace DeepWonder3D.Formats.Arrays;

/// <summary>
/// Reads an array once from its first sample to its last, and lays its frames out one after the other: where a file holds all times of a
/// pixel together, a single frame is scattered over the whole file.
/// </summary>
internal static class ArraySpool
{
    /// <summary>Samples read at once.</summary>
    private const long BlockBytes = 32 << 20;

    /// <summary>The selected frames, in memory while the budget lasts or in a scratch file; the source is closed.</summary>
    public static SampleStore Spool(ArraySource source, ArraySelection selection, CancellationToken cancellationToken)
    {
        long planes = checked(selection.FrameCount * selection.PlaneCount);
        WritableSampleStore store = VolumeBuilder.NewStore(source.SampleType, planes, selection.Height, selection.Width);
        try
        {
            // The slower of rows and columns is cut into strips, each read in one go over all times.
            bool byRows = selection.Map.Y < selection.Map.X;
            int strips = byRows ? selection.Height : selection.Width;
            long stripBytes = checked((byRows ? selection.Width : selection.Height) * selection.FrameCount * source.SampleType.SizeOf());
            int step = (int)Math.Clamp(BlockBytes / Math.Max(stripBytes, 1), 1, strips);
            int framesAtOnce = (int)Math.Clamp(BlockBytes / Math.Max(stripBytes / selection.FrameCount, 1), 1, selection.FrameCount);
            for (int first = 0; first < strips; first += step)
            {
                int count = Math.Min(step, strips - first);
                Region strip = byRows
                    ? new Region(0, first, 0, 0, count, selection.Width)
                    : new Region(0, 0, first, 0, selection.Height, count);
                SpoolStrip(source, selection, store, strip, framesAtOnce, cancellationToken);
            }

            source.Dispose();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static void SpoolStrip(
        ArraySource source,
        ArraySelection selection,
        WritableSampleStore store,
        Region strip,
        int framesAtOnce,
        CancellationToken cancellationToken)
    {
        for (int plane = 0; plane < selection.PlaneCount; plane++)
        {
            for (long frame = 0; frame < selection.FrameCount; frame += framesAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int frames = (int)Math.Min(framesAtOnce, selection.FrameCount - frame);
                SpoolBox(source, selection, store, strip with { Frame = frame, FrameCount = frames }, plane);
            }
        }
    }

    private static void SpoolBox(ArraySource source, ArraySelection selection, WritableSampleStore store, Region box, int plane)
    {
        long[] start = new long[source.Shape.Count];
        int[] count = new int[start.Length];
        selection.Place((box.Frame * selection.PlaneCount) + plane, start, count);
        (start[selection.Map.Y], count[selection.Map.Y]) = (box.Row, box.RowCount);
        (start[selection.Map.X], count[selection.Map.X]) = (box.Column, box.ColumnCount);
        if (selection.Map.T >= 0)
        {
            count[selection.Map.T] = box.FrameCount;
        }

        int size = source.SampleType.SizeOf();
        byte[] samples = new byte[checked((int)box.VoxelCount * size)];
        source.ReadBox(start, count, samples);
        byte[] block = new byte[checked(box.RowCount * box.ColumnCount * size)];
        for (int frame = 0; frame < box.FrameCount; frame++)
        {
            Gather(samples, block, box, selection.Map, frame, size);
            store.WriteBlock(
                ((box.Frame + frame) * selection.PlaneCount) + plane, box.Row, box.RowCount, box.Column, box.ColumnCount, block);
        }
    }

    /// <summary>Copies one frame of a box, whose axes are those of <paramref name="map"/> in their order, row by row.</summary>
    private static void Gather(ReadOnlySpan<byte> samples, Span<byte> block, Region box, AxisMap map, int frame, int size)
    {
        long Stride(int axis) => axis < 0
            ? 0
            : (map.T > axis ? box.FrameCount : 1L) * (map.Y > axis ? box.RowCount : 1L) * (map.X > axis ? box.ColumnCount : 1L);
        (long byFrame, long byRow, long byColumn) = (Stride(map.T), Stride(map.Y), Stride(map.X));
        for (int row = 0, target = 0; row < box.RowCount; row++)
        {
            long source = (frame * byFrame) + (row * byRow);
            for (int column = 0; column < box.ColumnCount; column++, target += size)
            {
                samples.Slice((int)((source + (column * byColumn)) * size), size).CopyTo(block[target..]);
            }
        }
    }
}
