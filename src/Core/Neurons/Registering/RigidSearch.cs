namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// Lays one day's centroids over another's, whatever each day has that the other lacks: every pair of neurons votes for the shift that
/// would make them one, at each angle, and the shift that most agree on is refined by nearest neighbours. Chance alone is known too: so
/// many votes agree where the days show different tissue.
/// </summary>
internal static class RigidSearch
{
    // The chance that different tissue passes for the same.
    private const double FalseAlarm = 0.01;

    // What is believed before any neuron was seen: who looks for the same cells mostly comes back to within a tenth of the field and two
    // degrees, and else to anywhere that is searched. Few neurons are then enough where they lie as expected.
    private const double UsualShare = 0.9;
    private const double UsualShift = 0.1;
    private const double UsualAngle = Math.PI / 90;
    private const int RefiningSteps = 12;

    /// <summary>The best move; null where it does not stand above chance.</summary>
    /// <param name="from">Centroids of the day to move.</param>
    /// <param name="to">Centroids to lay them over.</param>
    /// <param name="height">Rows of the field.</param>
    /// <param name="width">Columns of the field.</param>
    /// <param name="radius">A cell's radius, pixels.</param>
    /// <param name="maxShift">The farthest shift of the field's centre, pixels.</param>
    /// <param name="maxAngle">The largest rotation, radians.</param>
    public static RigidMove? Run(
        (double Row, double Column)[] from,
        (double Row, double Column)[] to,
        double height,
        double width,
        double radius,
        double maxShift,
        double maxAngle)
    {
        if (from.Length == 0 || to.Length == 0)
        {
            return null;
        }

        // At the field's corner a step of the angle moves a cell by its radius.
        double bin = radius / 2;
        int reach = Math.Min(2000, (int)Math.Ceiling(maxShift / bin));
        int side = (2 * reach) + 3;
        double halfDiagonal = Math.Sqrt((height * height) + (width * width)) / 2;
        int angles = (int)Math.Ceiling(maxAngle / (radius / halfDiagonal));
        (double middleRow, double middleColumn) = (height / 2, width / 2);
        double density = from.Length * (double)to.Length / (height * width * height * width) * 9 * bin * bin;
        double anywhere = (1 - UsualShare) / (((2 * angles) + 1) * (double)(side - 2) * (side - 2));
        double angleStep = angles == 0 ? 0 : maxAngle / angles;
        double usual = UsualShift * Math.Min(height, width);
        double[] near = [.. Enumerable.Range(-reach, (2 * reach) + 1).Select(i => Math.Exp(-Math.Pow(i * bin / usual, 2) / 2))];
        double[] nearAngle =
            [.. Enumerable.Range(-angles, (2 * angles) + 1).Select(i => Math.Exp(-Math.Pow(i * angleStep / UsualAngle, 2) / 2))];
        double share = UsualShare / (near.Sum() * near.Sum() * nearAngle.Sum());
        (double best, RigidMove move) = (double.NegativeInfinity, default);
        int[] votes = new int[side * side];
        for (int step = -angles; step <= angles; step++)
        {
            double angle = step * angleStep;
            RigidMove turn = About(angle, middleRow, middleColumn);
            Vote(from, to, turn, bin, reach, side, votes);
            for (int y = 1; y < side - 1; y++)
            {
                for (int x = 1; x < side - 1; x++)
                {
                    (double rows, double columns) = ((y - 1 - reach) * bin, (x - 1 - reach) * bin);
                    double common = Math.Max(0, height - Math.Abs(rows)) * Math.Max(0, width - Math.Abs(columns));
                    double expected = Math.Max(1e-9, density * common);
                    int count = Around(votes, side, y, x);
                    if (count <= 1)
                    {
                        continue;
                    }

                    double score = count > expected ? (count * Math.Log(count / expected)) - (count - expected) : 0;
                    score += Math.Log(anywhere + (share * near[y - 1] * near[x - 1] * nearAngle[step + angles]));
                    if (score > best)
                    {
                        (best, move) = (score, turn with { Rows = turn.Rows + rows, Columns = turn.Columns + columns });
                    }
                }
            }
        }

        return best > Math.Log(1 / FalseAlarm) ? Refined(move, from, to, radius) : null;
    }

    /// <summary>Pairs of points that are nearest to each other, closer than a reach.</summary>
    public static List<(int From, int To)> NearestPairs(
        (double Row, double Column)[] from, (double Row, double Column)[] to, double reach)
    {
        int[] there = Nearest(from, to, reach);
        int[] back = Nearest(to, from, reach);
        return [.. Enumerable.Range(0, from.Length).Where(i => there[i] >= 0 && back[there[i]] == i).Select(i => (i, there[i]))];
    }

    private static RigidMove About(double angle, double row, double column)
    {
        (double r, double c) = new RigidMove(angle, 0, 0).Apply(row, column);
        return new RigidMove(angle, row - r, column - c);
    }

    private static void Vote(
        (double Row, double Column)[] from, (double Row, double Column)[] to, RigidMove turn, double bin, int reach, int side, int[] votes)
    {
        Array.Clear(votes);
        foreach ((double row, double column) in from)
        {
            (double r, double c) = turn.Apply(row, column);
            foreach ((double toRow, double toColumn) in to)
            {
                (double y, double x) = (Math.Round((toRow - r) / bin), Math.Round((toColumn - c) / bin));
                if (Math.Abs(y) <= reach && Math.Abs(x) <= reach)
                {
                    votes[(((int)y + reach + 1) * side) + (int)x + reach + 1]++;
                }
            }
        }
    }

    private static int Around(int[] votes, int side, int y, int x)
    {
        int count = 0;
        for (int row = y - 1; row <= y + 1; row++)
        {
            count += votes[(row * side) + x - 1] + votes[(row * side) + x] + votes[(row * side) + x + 1];
        }

        return count;
    }

    private static RigidMove Refined(RigidMove move, (double Row, double Column)[] from, (double Row, double Column)[] to, double radius)
    {
        for (int step = 0; step < RefiningSteps; step++)
        {
            double reach = radius * Math.Max(1, 2 - (0.2 * step));
            (double Row, double Column)[] moved = Array.ConvertAll(from, p => move.Apply(p.Row, p.Column));
            List<(int From, int To)> pairs = NearestPairs(moved, to, reach);
            if (pairs.Count < 3)
            {
                break;
            }

            move = RigidMove.Between([.. pairs.Select(p => (from[p.From], to[p.To], Weight(moved[p.From], to[p.To], reach)))]);
        }

        return move;
    }

    /// <summary>Tukey's weight: what lies far apart hardly pulls.</summary>
    private static double Weight((double Row, double Column) a, (double Row, double Column) b, double reach)
    {
        double square = (Math.Pow(a.Row - b.Row, 2) + Math.Pow(a.Column - b.Column, 2)) / (reach * reach);
        return square < 1 ? Math.Pow(1 - square, 2) + 1e-6 : 1e-6;
    }

    private static int[] Nearest((double Row, double Column)[] from, (double Row, double Column)[] to, double reach)
    {
        Dictionary<(int, int), List<int>> cells = [];
        for (int i = 0; i < to.Length; i++)
        {
            (int, int) cell = CellOf(to[i], reach);
            (cells.TryGetValue(cell, out List<int>? list) ? list : cells[cell] = []).Add(i);
        }

        return Array.ConvertAll(from, point =>
        {
            (int best, double least) = (-1, reach * reach);
            (int y, int x) = CellOf(point, reach);
            for (int k = 0; k < 9; k++)
            {
                foreach (int i in cells.GetValueOrDefault((y + (k / 3) - 1, x + (k % 3) - 1), []))
                {
                    double square = Math.Pow(to[i].Row - point.Row, 2) + Math.Pow(to[i].Column - point.Column, 2);
                    (best, least) = square < least ? (i, square) : (best, least);
                }
            }

            return best;
        });

        static (int, int) CellOf((double Row, double Column) point, double reach) =>
            ((int)Math.Floor(point.Row / reach), (int)Math.Floor(point.Column / reach));
    }
}
