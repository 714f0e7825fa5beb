using System.Buffers;
using System.Numerics.Tensors;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Inference;

/// <summary>Writes the part of a tile's output that is kept, fading it in over what the tile before has written.</summary>
internal sealed class TileWriter(VolumeBuilder result, int plane, SampleScaling scaling)
{
    public void Write(Tile tile, ReadOnlySpan<float> output)
    {
        Region inner = tile.Inner;
        int frameVoxels = tile.Output.Rows * tile.Output.Columns;
        int count = inner.RowCount * inner.ColumnCount;
        float[] block = ArrayPool<float>.Shared.Rent(count);
        try
        {
            for (int t = 0; t < inner.FrameCount; t++)
            {
                ReadOnlySpan<float> frame = output.Slice((tile.LocalFrame + t) * frameVoxels, frameVoxels);
                for (int y = 0; y < inner.RowCount; y++)
                {
                    frame.Slice(((tile.LocalRow + y) * tile.Output.Columns) + tile.LocalColumn, inner.ColumnCount)
                        .CopyTo(block.AsSpan(y * inner.ColumnCount));
                }

                scaling.ApplyOutput(inner, block.AsSpan(0, count));
                if (t < tile.FadeFrames)
                {
                    FadeIn(inner, t, (t + 1f) / (tile.FadeFrames + 1), block.AsSpan(0, count));
                }

                result.WriteBlock<float>(
                    inner.Frame + t, plane, inner.Row, inner.RowCount, inner.Column, inner.ColumnCount, block.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }
    }

    private void FadeIn(Region inner, int frame, float share, Span<float> samples)
    {
        float[] before = ArrayPool<float>.Shared.Rent(samples.Length);
        try
        {
            Span<float> written = before.AsSpan(0, samples.Length);
            result.ReadBlock(inner.Frame + frame, plane, inner.Row, inner.RowCount, inner.Column, inner.ColumnCount, written);
            TensorPrimitives.Lerp(written, samples, share, samples);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(before);
        }
    }
}
