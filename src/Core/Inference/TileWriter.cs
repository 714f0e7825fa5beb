using System.Buffers;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Inference;

/// <summary>Writes the part of a tile's output that is kept.</summary>
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
                result.WriteBlock<float>(inner.Frame + t, plane, inner.Row, inner.RowCount, inner.Column, inner.ColumnCount, block.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }
    }
}
