namespace DeepWonder3D.Neurons.Registering;

/// <summary>A rotation about the origin and a shift after it.</summary>
/// <param name="Angle">Radians, from rows to columns.</param>
/// <param name="Rows">The shift down.</param>
/// <param name="Columns">The shift to the right.</param>
internal readonly record struct RigidMove(double Angle, double Rows, double Columns)
{
    /// <summary>Where a point comes to lie.</summary>
    public (double Row, double Column) Apply(double row, double column)
    {
        (double sin, double cos) = Math.SinCos(Angle);
        return ((cos * row) - (sin * column) + Rows, (sin * row) + (cos * column) + Columns);
    }

    /// <summary>The way back.</summary>
    public RigidMove Inverse
    {
        get
        {
            RigidMove turn = new(-Angle, 0, 0);
            (double row, double column) = turn.Apply(Rows, Columns);
            return turn with { Rows = -row, Columns = -column };
        }
    }

    /// <summary>A rotation about a point, which then comes to lie at another.</summary>
    public static RigidMove About(double angle, (double Row, double Column) point, (double Row, double Column) to)
    {
        (double row, double column) = new RigidMove(angle, 0, 0).Apply(point.Row, point.Column);
        return new RigidMove(angle, to.Row - row, to.Column - column);
    }

    /// <summary>The move that brings points closest to others, weighted, in the least squares.</summary>
    /// <param name="pairs">From, to, and how much a pair counts; at least one with a weight.</param>
    public static RigidMove Between(IReadOnlyList<((double Row, double Column) From, (double Row, double Column) To, double Weight)> pairs)
    {
        double total = pairs.Sum(p => p.Weight);
        (double fr, double fc) = (pairs.Sum(p => p.Weight * p.From.Row) / total, pairs.Sum(p => p.Weight * p.From.Column) / total);
        (double tr, double tc) = (pairs.Sum(p => p.Weight * p.To.Row) / total, pairs.Sum(p => p.Weight * p.To.Column) / total);
        (double along, double across) = (0, 0);
        foreach (((double row, double column), (double toRow, double toColumn), double weight) in pairs)
        {
            (double a, double b, double c, double d) = (row - fr, column - fc, toRow - tr, toColumn - tc);
            along += weight * ((a * c) + (b * d));
            across += weight * ((a * d) - (b * c));
        }

        RigidMove turn = new(Math.Atan2(across, along), 0, 0);
        (double r, double q) = turn.Apply(fr, fc);
        return turn with { Rows = tr - r, Columns = tc - q };
    }
}
