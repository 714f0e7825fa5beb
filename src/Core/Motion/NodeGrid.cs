using System.Numerics;

namespace DeepWonder3D.Motion;

/// <summary>
/// A grid of nodes over a frame, from edge to edge, between which a displacement changes in straight lines along rows and columns.
/// </summary>
internal sealed class NodeGrid
{
    private readonly int[] _rowCell;
    private readonly float[] _rowShare;

    public NodeGrid(int height, int width, int rows, int columns)
    {
        (Height, Width, Rows, Columns) = (height, width, rows, columns);
        (_rowCell, _rowShare) = Cells(height, rows);
        (int[] columnCell, ColumnShare) = Cells(width, columns);
        CellStart = new int[columns];
        for (int j = 0; j < columns; j++)
        {
            int first = Array.FindIndex(columnCell, c => c >= j);
            CellStart[j] = j == columns - 1 || first < 0 ? width : first;
        }
    }

    public int Height { get; }

    public int Width { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int Count => Rows * Columns;

    /// <summary>Column at which each cell begins, and the width after the last.</summary>
    public int[] CellStart { get; }

    /// <summary>For each column the share of the node to its right.</summary>
    public float[] ColumnShare { get; }

    /// <summary>The grid whose cells are about as large as asked for, at least one cell along either axis.</summary>
    public static NodeGrid For(int height, int width, double blockPx) =>
        new(height, width, Math.Max(1, (int)Math.Round(height / blockPx)) + 1, Math.Max(1, (int)Math.Round(width / blockPx)) + 1);

    /// <summary>The row of nodes above a row of pixels, and the share of the one below; outside the frame as at its edge.</summary>
    public (int Cell, float Share) RowAt(int row)
    {
        int inside = Math.Clamp(row, 0, Height - 1);
        return (_rowCell[inside], _rowShare[inside]);
    }

    /// <summary>The displacement along one axis in every column of a row.</summary>
    /// <param name="nodes">The nodes' displacement, shape (Rows, Columns).</param>
    /// <param name="row">The row; outside the frame as at its edge.</param>
    /// <param name="constant">What is added everywhere.</param>
    /// <param name="line">The result, shape (Width).</param>
    public void Fill(ReadOnlySpan<float> nodes, int row, float constant, Span<float> line)
    {
        (int cell, float share) = RowAt(row);
        for (int j = 0; j < Columns - 1; j++)
        {
            float left = Between(nodes, cell, j, share) + constant;
            float step = Between(nodes, cell, j + 1, share) + constant - left;
            int x = CellStart[j];
            int end = CellStart[j + 1];
            for (; x <= end - Vector<float>.Count; x += Vector<float>.Count)
            {
                (new Vector<float>(left) + (step * new Vector<float>(ColumnShare, x))).CopyTo(line[x..]);
            }

            for (; x < end; x++)
            {
                line[x] = left + (step * ColumnShare[x]);
            }
        }
    }

    /// <summary>The displacement along one axis at a pixel; outside the frame as at its edge.</summary>
    public float At(ReadOnlySpan<float> nodes, int row, int column)
    {
        (int cell, float share) = RowAt(row);
        int right = Array.FindIndex(CellStart, 1, start => column < start);
        float left = Between(nodes, cell, right - 1, share);
        return left + ((Between(nodes, cell, right, share) - left) * ColumnShare[column]);
    }

    private float Between(ReadOnlySpan<float> nodes, int cell, int column, float share)
    {
        float above = nodes[(cell * Columns) + column];
        return above + ((nodes[((cell + 1) * Columns) + column] - above) * share);
    }

    private static (int[] Cell, float[] Share) Cells(int length, int nodes)
    {
        int[] cell = new int[length];
        float[] share = new float[length];
        double spacing = Math.Max(1, length - 1) / (double)(nodes - 1);
        for (int i = 0; i < length; i++)
        {
            cell[i] = Math.Min((int)(i / spacing), nodes - 2);
            share[i] = (float)((i / spacing) - cell[i]);
        }

        return (cell, share);
    }
}
