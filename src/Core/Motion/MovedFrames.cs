using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Motion;

/// <summary>
/// A recording with its motion taken out, frame by frame when it is read: it takes neither memory nor a file. Pixels that not every frame
/// covers show the mean picture, which is the same in all frames.
/// </summary>
internal sealed class MovedFrames : SampleStore
{
    private readonly Volume _recording;
    private readonly TissueMotion _motion;
    private readonly float[][] _pictures;
    private readonly bool[]? _missing;
    private readonly FrameWarp _warp;
    private readonly NodeGrid? _grid;

    /// <param name="recording">The recording; it stays the caller's.</param>
    /// <param name="motion">How the tissue moved in it.</param>
    /// <param name="pictures">The mean picture of each plane.</param>
    /// <param name="missing">Pixels that show it; null for none.</param>
    public MovedFrames(Volume recording, TissueMotion motion, float[][] pictures, bool[]? missing)
        : base(SampleType.Float32, recording.FrameCount * recording.PlaneCount, recording.Height, recording.Width)
    {
        (_recording, _motion, _pictures, _missing) = (recording, motion, pictures, missing);
        _warp = new FrameWarp(recording.Height, recording.Width);
        _grid = motion.IsRigid ? null : new NodeGrid(recording.Height, recording.Width, motion.NodeRows, motion.NodeColumns);
    }

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        Span<float> samples = MemoryMarshal.Cast<byte, float>(destination)[..(rowCount * Width)];
        float down = _motion.RowShift[plane];
        float right = _motion.ColumnShift[plane];
        ReadOnlySpan<float> nodes = _motion.NodesOf(plane);
        float least = _grid is null ? down : down + TensorPrimitives.Min(nodes[.._grid.Count]);
        float most = _grid is null ? down : down + TensorPrimitives.Max(nodes[.._grid.Count]);
        (int first, int end) = FrameWarp.SourceRows(row, row + rowCount, least, most, Height);
        int count = (end - first) * Width;
        float[] source = ArrayPool<float>.Shared.Rent(count);
        try
        {
            (long frame, long depth) = Math.DivRem(plane, _recording.PlaneCount);
            _recording.ReadRows<float>(frame, (int)depth, first, end - first, source);
            if (_grid is null)
            {
                _warp.Apply(source.AsSpan(0, count), first, down, right, row, samples);
            }
            else
            {
                _warp.Apply(source.AsSpan(0, count), first, _grid, nodes, down, right, row, samples);
            }

            Blank(_pictures[depth], row * Width, samples);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(source);
        }
    }

    protected override void Dispose(bool disposing)
    {
        // The recording is not ours.
    }

    private void Blank(float[] picture, int start, Span<float> samples)
    {
        for (int i = 0; _missing is not null && i < samples.Length; i++)
        {
            if (_missing[start + i])
            {
                samples[i] = picture[start + i];
            }
        }
    }
}
