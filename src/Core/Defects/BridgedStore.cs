using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepWonder3D.Defects.Rows;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>
/// A recording's samples with something plausible where they are no data: a missing frame lies on the line between those around it, and so
/// do a row that was lost and a single sample that stands alone; a pixel without data has a constant level, a hot or dead one is the mean
/// of its neighbours; noise of whole rows is taken off. It reads from the recording, which it does not own.
/// </summary>
internal sealed class BridgedStore : SampleStore
{
    private readonly Volume _source;
    private readonly PlaneRepair?[] _planes;
    private readonly FrameScales _scales;
    private readonly Dictionary<long, (long Before, long After)> _bridges = [];
    private readonly int[][] _singles;
    private readonly HashSet<int>[] _isSingle;
    private readonly Dictionary<(long Frame, int Plane), StraySample[]> _stray;
    private readonly Dictionary<(long Frame, int Plane), LostRow[]> _lost;

    public BridgedStore(
        Volume source,
        IReadOnlyList<MissingFrame> missing,
        PlaneRepair?[] planes,
        FrameScales scales,
        IReadOnlyList<StraySample> stray,
        IReadOnlyList<LostRow> lost)
        : base(SampleType.Float32, source.FrameCount * source.PlaneCount, source.Height, source.Width)
    {
        (_source, _planes, _scales) = (source, planes, scales);
        _singles = [.. planes.Select(p => p?.Single ?? [])];
        _isSingle = [.. _singles.Select(s => new HashSet<int>(s))];
        _stray = stray.GroupBy(s => (s.Frame, s.Plane)).ToDictionary(group => group.Key, group => group.ToArray());
        _lost = lost.GroupBy(l => (l.Frame, l.Plane)).ToDictionary(group => group.Key, group => group.ToArray());
        HashSet<long> gone = [.. missing.Select(m => m.Frame)];
        foreach (long frame in gone)
        {
            long before = frame;
            long after = frame;
            while (gone.Contains(before))
            {
                before--;
            }

            while (gone.Contains(after))
            {
                after++;
            }

            // At the ends there is one side to go by.
            _bridges[frame] = (before < 0 ? after : before, after >= source.FrameCount ? before : after);
        }
    }

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        Span<float> samples = MemoryMarshal.Cast<byte, float>(destination)[..checked(rowCount * columnCount)];
        (long frame, long depth) = Math.DivRem(plane, _source.PlaneCount);
        if (!_bridges.TryGetValue(frame, out (long Before, long After) bridge))
        {
            ReadFrame(frame, (int)depth, row, rowCount, column, columnCount, samples);
            return;
        }

        ReadFrame(bridge.Before, (int)depth, row, rowCount, column, columnCount, samples);
        if (bridge.After == bridge.Before)
        {
            return;
        }

        float[] other = ArrayPool<float>.Shared.Rent(samples.Length);
        try
        {
            Span<float> after = other.AsSpan(0, samples.Length);
            ReadFrame(bridge.After, (int)depth, row, rowCount, column, columnCount, after);
            TensorPrimitives.Lerp(samples, after, (float)(frame - bridge.Before) / (bridge.After - bridge.Before), samples);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(other);
        }
    }

    protected override void Dispose(bool disposing)
    {
    }

    /// <summary>A frame that is data, mended and levelled.</summary>
    private void ReadFrame(long frame, int plane, int row, int rowCount, int column, int columnCount, Span<float> samples)
    {
        if (_planes[plane] is { OddRowShift: not 0 } repair)
        {
            ReadShifted(repair, frame, plane, row, rowCount, column, columnCount, samples);
        }
        else
        {
            ReadMended(frame, plane, row, rowCount, column, columnCount, samples);
        }

        (double gain, double offset) = _scales.At(frame);
        if (gain != 1 || offset != 0)
        {
            TensorPrimitives.Subtract(samples, (float)offset, samples);
            TensorPrimitives.Multiply(samples, (float)(1 / gain), samples);
        }
    }

    private void ReadShifted(
        PlaneRepair repair, long frame, int plane, int row, int rowCount, int column, int columnCount, Span<float> samples)
    {
        int margin = RowShift.MarginOf(repair.OddRowShift);
        int left = Math.Max(0, column - margin);
        int right = Math.Min(Width, column + columnCount + margin);
        int wide = right - left;
        float[] buffer = ArrayPool<float>.Shared.Rent(checked(rowCount * wide));
        try
        {
            Span<float> read = buffer.AsSpan(0, rowCount * wide);
            ReadMended(frame, plane, row, rowCount, left, wide, read);
            for (int y = 0; y < rowCount; y++)
            {
                ReadOnlySpan<float> line = read.Slice(y * wide, wide);
                Span<float> target = samples.Slice(y * columnCount, columnCount);
                if (((row + y) & 1) == 0)
                {
                    line.Slice(column - left, columnCount).CopyTo(target);
                }
                else
                {
                    RowShift.Apply(line, column - left, repair.OddRowShift, target);
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    private void ReadMended(long frame, int plane, int row, int rowCount, int column, int columnCount, Span<float> samples)
    {
        ReadSource(frame, plane, row, rowCount, column, columnCount, samples);
        foreach (LostRow lost in _lost.GetValueOrDefault((frame, plane)) ?? [])
        {
            if (lost.Row >= row && lost.Row < row + rowCount)
            {
                ReadLost(lost, column, samples.Slice((lost.Row - row) * columnCount, columnCount));
            }
        }

        foreach (StraySample stray in _stray.GetValueOrDefault((frame, plane)) ?? [])
        {
            (int y, int x) = (stray.Pixel / Width, stray.Pixel % Width);
            if (y >= row && y < row + rowCount && x >= column && x < column + columnCount)
            {
                samples[((y - row) * columnCount) + x - column] = stray.Value - LinesBeside(frame, plane, y);
            }
        }

        if (_planes[plane] is not { } repair)
        {
            return;
        }

        if (repair.Fill is { } fill)
        {
            for (int y = 0; y < rowCount; y++)
            {
                int first = ((row + y) * Width) + column;
                PutFill(samples.Slice(y * columnCount, columnCount), fill.AsSpan(first, columnCount), repair, first);
            }
        }

        foreach (int pixel in InBlock(_singles[plane], row, rowCount))
        {
            int x = pixel % Width;
            if (x >= column && x < column + columnCount)
            {
                samples[(((pixel / Width) - row) * columnCount) + x - column] = MeanAround(frame, plane, pixel);
            }
        }
    }

    /// <summary>What the recording has, without noise of whole rows.</summary>
    private void ReadSource(long frame, int plane, int row, int rowCount, int column, int columnCount, Span<float> samples)
    {
        _source.ReadBlock(frame, plane, row, rowCount, column, columnCount, samples);
        if (_planes[plane]?.Lines is not { } lines)
        {
            return;
        }

        for (int y = 0; y < rowCount; y++)
        {
            float offset = lines[frame, row + y];
            if (offset != 0)
            {
                Span<float> line = samples.Slice(y * columnCount, columnCount);
                TensorPrimitives.Subtract(line, offset, line);
            }
        }
    }

    /// <summary>The noise of a row in the frames before and after, of which what is put in a single sample's place is the mean.</summary>
    private float LinesBeside(long frame, int plane, int row) => _planes[plane]?.Lines is { } lines
        ? (lines[Math.Max(0, frame - 1), row] + lines[Math.Min(_source.FrameCount - 1, frame + 1), row]) / 2
        : 0;

    /// <summary>The mean of the row in the frames before and after.</summary>
    private void ReadLost(LostRow lost, int column, Span<float> samples)
    {
        float[] other = ArrayPool<float>.Shared.Rent(samples.Length);
        try
        {
            Span<float> after = other.AsSpan(0, samples.Length);
            ReadSource(lost.Before, lost.Plane, lost.Row, 1, column, samples.Length, samples);
            ReadSource(lost.After, lost.Plane, lost.Row, 1, column, samples.Length, after);
            TensorPrimitives.Lerp(samples, after, 0.5f, samples);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(other);
        }
    }

    private static void PutFill(Span<float> line, ReadOnlySpan<float> fill, PlaneRepair repair, int first)
    {
        bool[]? border = repair.Border;
        if (border is null && TensorPrimitives.IsFiniteAll<float>(line))
        {
            return;
        }

        for (int x = 0; x < line.Length; x++)
        {
            if (!float.IsFinite(line[x]) || (border is not null && border[first + x]))
            {
                line[x] = fill[x];
            }
        }
    }

    private ReadOnlySpan<int> InBlock(int[] pixels, int row, int rowCount)
    {
        if (pixels.Length == 0)
        {
            return [];
        }

        int first = Array.BinarySearch(pixels, row * Width);
        int end = Array.BinarySearch(pixels, (row + rowCount) * Width);
        return pixels.AsSpan((first < 0 ? ~first : first)..(end < 0 ? ~end : end));
    }

    private float MeanAround(long frame, int plane, int pixel)
    {
        (int row, int column) = Math.DivRem(pixel, Width);
        (int top, int left) = (Math.Max(0, row - 1), Math.Max(0, column - 1));
        int rows = Math.Min(Height, row + 2) - top;
        int columns = Math.Min(Width, column + 2) - left;
        Span<float> patch = stackalloc float[9];
        patch = patch[..(rows * columns)];
        ReadSource(frame, plane, top, rows, left, columns, patch);
        float sum = 0;
        int count = 0;
        for (int i = 0; i < patch.Length; i++)
        {
            int at = ((top + (i / columns)) * Width) + left + (i % columns);
            if (!_isSingle[plane].Contains(at) && float.IsFinite(patch[i]) && _planes[plane]!.Border?[at] != true)
            {
                (sum, count) = (sum + patch[i], count + 1);
            }
        }

        return count > 0 ? sum / count : _planes[plane]!.Fill?[pixel] ?? 0;
    }
}
