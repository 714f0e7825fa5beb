using DeepWonder3D.Motion;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Neurons.Following;

/// <summary>Where the tissue of one day's field lies in another's: turned and shifted, and bent within the first day's field.</summary>
/// <param name="Rigid">The rotation and shift.</param>
/// <param name="Grid">Nodes over the first day's field; null where nothing bends.</param>
/// <param name="Nodes">What tissue at each node lies beside its place before it is turned and shifted, shape (2, nodes).</param>
internal sealed record FieldMove(RigidMove Rigid, NodeGrid? Grid, float[] Nodes)
{
    private const int Rounds = 8;

    /// <summary>Where tissue at a place of the first day's field lies on the other day.</summary>
    public (double Row, double Column) Apply(double row, double column)
    {
        (double down, double right) = Bend(row, column);
        return Rigid.Apply(row + down, column + right);
    }

    /// <summary>Where what lies at a place on the other day lay on the first one.</summary>
    public (double Row, double Column) Invert(double row, double column)
    {
        (double r, double c) = Rigid.Inverse.Apply(row, column);
        (row, column) = (r, c);
        for (int round = 0; round < Rounds && Grid is not null; round++)
        {
            // Tissue bends by far less than a pixel a pixel: each round is much closer.
            (double down, double right) = Bend(row, column);
            (row, column) = (r - down, c - right);
        }

        return (row, column);
    }

    private (double Down, double Right) Bend(double row, double column)
    {
        if (Grid is not { } grid)
        {
            return (0, 0);
        }

        (int top, double below) = Cell(row, grid.Height, grid.Rows);
        (int left, double right) = Cell(column, grid.Width, grid.Columns);
        int at = (top * grid.Columns) + left;
        return (Between(Nodes.AsSpan(0, grid.Count)), Between(Nodes.AsSpan(grid.Count)));

        double Between(ReadOnlySpan<float> nodes) =>
            ((1 - below) * (((1 - right) * nodes[at]) + (right * nodes[at + 1])))
            + (below * (((1 - right) * nodes[at + grid.Columns]) + (right * nodes[at + grid.Columns + 1])));
    }

    /// <summary>The cell of nodes around a place; outside the field as at its edge.</summary>
    private static (int First, double Share) Cell(double place, int length, int nodes)
    {
        double at = Math.Clamp(place / (Math.Max(1, length - 1) / (double)(nodes - 1)), 0, nodes - 1);
        int first = Math.Min((int)at, nodes - 2);
        return (first, at - first);
    }
}
