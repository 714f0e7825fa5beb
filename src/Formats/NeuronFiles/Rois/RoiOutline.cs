using DeepWonder3D.Neurons;

namespace DeepWonder3D.Formats.NeuronFiles.Rois;

/// <summary>The outline of a footprint along the edges of its pixels.</summary>
internal static class RoiOutline
{
    // Along the edge with the footprint to the right: right, down, left, up.
    private static readonly (int Row, int Column)[] s_steps = [(0, 1), (1, 0), (0, -1), (-1, 0)];

    /// <summary>The corners of the outline that encloses most, clockwise, as rows and columns of pixel corners.</summary>
    public static List<(int Row, int Column)> Of(Footprint footprint)
    {
        HashSet<(int Row, int Column, int Direction)> edges = Edges(footprint);
        List<(int, int)> largest = [];
        long most = -1;
        while (edges.Count > 0)
        {
            (int Row, int Column, int Direction) start = edges.Min();
            List<(int Row, int Column)> corners = Follow(start, edges);
            long area = Math.Abs(TwiceArea(corners));
            if (area > most)
            {
                (largest, most) = (corners, area);
            }
        }

        return largest;
    }

    private static HashSet<(int Row, int Column, int Direction)> Edges(Footprint footprint)
    {
        HashSet<(int, int, int)> edges = [];
        for (int i = 0; i < footprint.Count; i++)
        {
            (int row, int column) = (footprint.RowAt(i), footprint.ColumnAt(i));
            if (!footprint.Contains(row - 1, column))
            {
                edges.Add((row, column, 0));
            }

            if (!footprint.Contains(row, column + 1))
            {
                edges.Add((row, column + 1, 1));
            }

            if (!footprint.Contains(row + 1, column))
            {
                edges.Add((row + 1, column + 1, 2));
            }

            if (!footprint.Contains(row, column - 1))
            {
                edges.Add((row + 1, column, 3));
            }
        }

        return edges;
    }

    /// <summary>
    /// Follows edges from one back to itself, taking them away. Where two pixels touch at a corner the way turns right: they stay apart.
    /// </summary>
    private static List<(int Row, int Column)> Follow((int Row, int Column, int Direction) start, HashSet<(int, int, int)> edges)
    {
        List<(int, int)> corners = [];
        (int row, int column, int direction) = start;
        int before = -1;
        do
        {
            if (direction != before)
            {
                corners.Add((row, column));
            }

            edges.Remove((row, column, direction));
            (row, column) = (row + s_steps[direction].Row, column + s_steps[direction].Column);
            before = direction;
            int next = Array.FindIndex(
                [(direction + 1) % 4, direction, (direction + 3) % 4],
                d => edges.Contains((row, column, d)) || (row, column, d) == start);
            direction = next switch { 0 => (before + 1) % 4, 1 => before, _ => (before + 3) % 4 };
        }
        while ((row, column, direction) != start);
        return corners;
    }

    private static long TwiceArea(List<(int Row, int Column)> corners)
    {
        long sum = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            (int row, int column) = corners[i];
            (int nextRow, int nextColumn) = corners[(i + 1) % corners.Count];
            sum += ((long)column * nextRow) - ((long)nextColumn * row);
        }

        return sum;
    }
}
