using System.Buffers;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Tiles;

/// <summary>Fills a tile's input from a movie, repeating edge samples where the tile reaches outside.</summary>
internal sealed class TileReader(Volume movie, int plane, bool mirrorTime)
{
    /// <summary>Reads <c>tile.InputVoxels</c> samples.</summary>
    public void Read(Tile tile, Span<float> destination)
    {
        Region outer = tile.Outer;
        int row = Math.Clamp(outer.Row, 0, movie.Height - 1);
        int rows = Math.Clamp(outer.EndRow, row + 1, movie.Height) - row;
        int column = Math.Clamp(outer.Column, 0, movie.Width - 1);
        int columns = Math.Clamp(outer.EndColumn, column + 1, movie.Width) - column;
        int frameVoxels = tile.InputRows * tile.InputColumns;
        if (rows == tile.InputRows && columns == tile.InputColumns)
        {
            for (int t = 0; t < outer.FrameCount; t++)
            {
                movie.ReadBlock(
                    FrameAt(outer.Frame + t), plane, row, rows, column, columns, destination.Slice(t * frameVoxels, frameVoxels));
            }

            return;
        }

        float[] block = ArrayPool<float>.Shared.Rent(rows * columns);
        try
        {
            for (int t = 0; t < outer.FrameCount; t++)
            {
                Span<float> inside = block.AsSpan(0, rows * columns);
                movie.ReadBlock(FrameAt(outer.Frame + t), plane, row, rows, column, columns, inside);
                Spread(
                    inside,
                    rows,
                    columns,
                    row - outer.Row + tile.Padding,
                    column - outer.Column + tile.Padding,
                    destination.Slice(t * frameVoxels, frameVoxels),
                    tile.InputColumns);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }
    }

    /// <summary>Places a block at (top, left) of a larger frame and repeats its edges outwards.</summary>
    private static void Spread(ReadOnlySpan<float> block, int rows, int columns, int top, int left, Span<float> frame, int width)
    {
        int height = frame.Length / width;
        for (int y = 0; y < rows; y++)
        {
            ReadOnlySpan<float> source = block.Slice(y * columns, columns);
            Span<float> line = frame.Slice((top + y) * width, width);
            line[..left].Fill(source[0]);
            source.CopyTo(line[left..]);
            line[(left + columns)..].Fill(source[^1]);
        }

        ReadOnlySpan<float> first = frame.Slice(top * width, width);
        for (int y = 0; y < top; y++)
        {
            first.CopyTo(frame.Slice(y * width, width));
        }

        ReadOnlySpan<float> last = frame.Slice((top + rows - 1) * width, width);
        for (int y = top + rows; y < height; y++)
        {
            last.CopyTo(frame.Slice(y * width, width));
        }
    }

    private long FrameAt(long frame)
    {
        long last = movie.FrameCount - 1;
        if (mirrorTime)
        {
            frame = frame < 0 ? -frame : frame > last ? (2 * last) - frame : frame;
        }

        return Math.Clamp(frame, 0, last);
    }
}
