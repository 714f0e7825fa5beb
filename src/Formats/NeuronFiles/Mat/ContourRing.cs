using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>
/// The published outline of a neuron: the pixels outside it that touch it on a side, grown by one pixel in all eight directions, inside as
/// well; a ring of two to three pixels.
/// </summary>
internal static class ContourRing
{
    // How far the ring reaches beyond the footprint.
    private const int Reach = 2;

    /// <summary>The ring's pixels (row · width + column), ascending.</summary>
    public static int[] Of(Footprint footprint, int height)
    {
        if (footprint.Count == 0)
        {
            return [];
        }

        int width = footprint.Width;
        int top = Math.Max(footprint.RowAt(0) - Reach, 0);
        int bottom = Math.Min(footprint.RowAt(footprint.Count - 1) + Reach, height - 1);
        (int left, int right) = (int.MaxValue, 0);
        for (int i = 0; i < footprint.Count; i++)
        {
            left = Math.Min(left, footprint.ColumnAt(i));
            right = Math.Max(right, footprint.ColumnAt(i));
        }

        (left, right) = (Math.Max(left - Reach, 0), Math.Min(right + Reach, width - 1));
        bool[,] edge = Edge(footprint, top, left, bottom - top + 1, right - left + 1);
        List<int> ring = [];
        for (int row = 0; row < edge.GetLength(0); row++)
        {
            for (int column = 0; column < edge.GetLength(1); column++)
            {
                if (AnyAround(edge, row, column))
                {
                    ring.Add(((top + row) * width) + left + column);
                }
            }
        }

        return [.. ring];
    }

    /// <summary>The pixels outside the footprint with a side in common with it.</summary>
    private static bool[,] Edge(Footprint footprint, int top, int left, int rows, int columns)
    {
        bool[,] mask = new bool[rows, columns];
        for (int i = 0; i < footprint.Count; i++)
        {
            mask[footprint.RowAt(i) - top, footprint.ColumnAt(i) - left] = true;
        }

        bool[,] edge = new bool[rows, columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                edge[row, column] = !mask[row, column]
                    && ((row > 0 && mask[row - 1, column]) || (row < rows - 1 && mask[row + 1, column])
                        || (column > 0 && mask[row, column - 1]) || (column < columns - 1 && mask[row, column + 1]));
            }
        }

        return edge;
    }

    private static bool AnyAround(bool[,] edge, int row, int column)
    {
        for (int r = Math.Max(row - 1, 0); r <= Math.Min(row + 1, edge.GetLength(0) - 1); r++)
        {
            for (int c = Math.Max(column - 1, 0); c <= Math.Min(column + 1, edge.GetLength(1) - 1); c++)
            {
                if (edge[r, c])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
