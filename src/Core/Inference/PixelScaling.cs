using System.Numerics.Tensors;
using DeepWonder3D.Tiles;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Inference;

/// <summary>
/// Straight lines for each pixel: in = (x − offset) / scale, out = y · scale, with the offset added back where the result is to have the
/// movie's level. Outside the movie, where a tile repeats the samples at the edge, it repeats their lines.
/// </summary>
/// <param name="width">Columns of the movie.</param>
/// <param name="offset">For each pixel, row by row.</param>
/// <param name="scale">For each pixel, row by row; above 0.</param>
/// <param name="keepsLevel">Whether the offset is added back.</param>
/// <param name="clipNegative">Whether results below 0 become 0.</param>
internal sealed class PixelScaling(int width, float[] offset, float[] scale, bool keepsLevel, bool clipNegative) : SampleScaling
{
    private readonly int _height = offset.Length / width;

    public override void ApplyInput(Tile tile, Span<float> samples)
    {
        int top = tile.Outer.Row - tile.Padding;
        int left = tile.Outer.Column - tile.Padding;
        int inside = Math.Clamp(-left, 0, tile.InputColumns);
        int end = Math.Clamp(width - left, inside, tile.InputColumns);
        for (int line = 0; line < tile.InputFrames * tile.InputRows; line++)
        {
            int row = Math.Clamp(top + (line % tile.InputRows), 0, _height - 1) * width;
            Span<float> target = samples.Slice(line * tile.InputColumns, tile.InputColumns);
            if (end > inside)
            {
                Span<float> middle = target[inside..end];
                TensorPrimitives.Subtract(middle, offset.AsSpan(row + left + inside, end - inside), middle);
                TensorPrimitives.Divide(middle, scale.AsSpan(row + left + inside, end - inside), middle);
            }

            Repeat(target[..inside], row);
            Repeat(target[end..], row + width - 1);
        }
    }

    public override void ApplyOutput(Region inner, Span<float> samples)
    {
        for (int y = 0; y < inner.RowCount; y++)
        {
            Span<float> line = samples.Slice(y * inner.ColumnCount, inner.ColumnCount);
            int pixel = ((inner.Row + y) * width) + inner.Column;
            TensorPrimitives.Multiply(line, scale.AsSpan(pixel, line.Length), line);
            if (keepsLevel)
            {
                TensorPrimitives.Add(line, offset.AsSpan(pixel, line.Length), line);
            }

            if (clipNegative)
            {
                TensorPrimitives.Max(line, 0f, line);
            }
        }
    }

    private void Repeat(Span<float> outside, int pixel)
    {
        TensorPrimitives.Subtract(outside, offset[pixel], outside);
        TensorPrimitives.Divide(outside, scale[pixel], outside);
    }
}
