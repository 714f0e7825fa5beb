namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// Pairs rows with columns, each at most once, along given edges: as many pairs as possible, and of all such pairings one of least total
/// cost. Exact: shortest augmenting paths, one after the other, with potentials that keep costs non-negative.
/// </summary>
internal sealed class Assignment
{
    private const int None = -1;

    private readonly List<(int Column, double Cost)>[] _edges;
    private readonly int[] _columnOf;
    private readonly int[] _rowOf;
    private readonly double[] _rowPotential;
    private readonly double[] _columnPotential;

    private Assignment(int rowCount, int columnCount, IEnumerable<(int Row, int Column, double Cost)> edges)
    {
        _edges = [.. Enumerable.Range(0, rowCount).Select(_ => new List<(int, double)>())];
        _columnOf = [.. Enumerable.Repeat(None, rowCount)];
        _rowOf = [.. Enumerable.Repeat(None, columnCount)];
        _rowPotential = new double[rowCount];
        _columnPotential = new double[columnCount];
        foreach ((int row, int column, double cost) in edges)
        {
            _edges[row].Add((column, cost));
        }
    }

    /// <summary>Solves.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="edges">The pairs that are allowed, with costs of at least 0.</param>
    /// <returns>The column of each row, or −1.</returns>
    public static int[] Solve(int rowCount, int columnCount, IReadOnlyCollection<(int Row, int Column, double Cost)> edges)
    {
        int[] result = [.. Enumerable.Repeat(None, rowCount)];
        ILookup<int, (int Row, int Column, double Cost)> edgesOf = edges.ToLookup(e => e.Row);

        // Parts that no edge joins are independent, and a path is only as long as its part.
        foreach ((List<int> rows, List<int> columns) in Parts(rowCount, columnCount, edges))
        {
            Dictionary<int, int> rowIndex = Numbered(rows);
            Dictionary<int, int> columnIndex = Numbered(columns);
            Assignment part = new(
                rows.Count,
                columns.Count,
                rows.SelectMany(row => edgesOf[row]).Select(e => (rowIndex[e.Row], columnIndex[e.Column], e.Cost)));
            while (part.Augment())
            {
            }

            for (int i = 0; i < rows.Count; i++)
            {
                result[rows[i]] = part._columnOf[i] == None ? None : columns[part._columnOf[i]];
            }
        }

        return result;
    }

    /// <summary>Adds one pair along the cheapest path from a free row to a free column; false where there is none.</summary>
    private bool Augment()
    {
        double[] rowDistance = [.. _columnOf.Select(c => c == None ? 0 : double.PositiveInfinity)];
        double[] columnDistance = [.. Enumerable.Repeat(double.PositiveInfinity, _rowOf.Length)];
        int[] parent = [.. Enumerable.Repeat(None, _rowOf.Length)];
        int end = Search(rowDistance, columnDistance, parent);
        if (end == None)
        {
            return false;
        }

        double length = columnDistance[end];
        for (int row = 0; row < _rowPotential.Length; row++)
        {
            _rowPotential[row] += Math.Min(rowDistance[row], length);
        }

        for (int column = 0; column < _columnPotential.Length; column++)
        {
            _columnPotential[column] += Math.Min(columnDistance[column], length);
        }

        for (int column = end; column != None;)
        {
            int row = parent[column];
            int next = _columnOf[row];
            _columnOf[row] = column;
            _rowOf[column] = row;
            column = next;
        }

        return true;
    }

    /// <summary>Dijkstra's search from all free rows at once; the nearest free column.</summary>
    private int Search(double[] rowDistance, double[] columnDistance, int[] parent)
    {
        PriorityQueue<int, double> open = new();
        for (int row = 0; row < rowDistance.Length; row++)
        {
            if (_columnOf[row] == None)
            {
                Relax(row, rowDistance, columnDistance, parent, open);
            }
        }

        bool[] closed = new bool[columnDistance.Length];
        while (open.TryDequeue(out int column, out _))
        {
            if (closed[column])
            {
                continue;
            }

            closed[column] = true;
            int row = _rowOf[column];
            if (row == None)
            {
                return column;
            }

            // A matched edge costs nothing in reduced costs.
            rowDistance[row] = columnDistance[column];
            Relax(row, rowDistance, columnDistance, parent, open);
        }

        return None;
    }

    private void Relax(int row, double[] rowDistance, double[] columnDistance, int[] parent, PriorityQueue<int, double> open)
    {
        foreach ((int column, double cost) in _edges[row])
        {
            double distance = rowDistance[row] + Math.Max(0, cost + _rowPotential[row] - _columnPotential[column]);
            if (column != _columnOf[row] && distance < columnDistance[column])
            {
                columnDistance[column] = distance;
                parent[column] = row;
                open.Enqueue(column, distance);
            }
        }
    }

    private static Dictionary<int, int> Numbered(List<int> items) =>
        items.Select((item, index) => (item, index)).ToDictionary(p => p.item, p => p.index);

    private static IEnumerable<(List<int> Rows, List<int> Columns)> Parts(
        int rowCount, int columnCount, IReadOnlyCollection<(int Row, int Column, double Cost)> edges)
    {
        ILookup<int, int> columnsOf = edges.ToLookup(e => e.Row, e => e.Column);
        ILookup<int, int> rowsOf = edges.ToLookup(e => e.Column, e => e.Row);
        bool[] seenRow = new bool[rowCount];
        bool[] seenColumn = new bool[columnCount];
        for (int first = 0; first < rowCount; first++)
        {
            if (seenRow[first] || !columnsOf.Contains(first))
            {
                continue;
            }

            List<int> rows = [first];
            List<int> columns = [];
            seenRow[first] = true;
            for (int next = 0; next < rows.Count; next++)
            {
                foreach (int column in columnsOf[rows[next]].Where(c => !seenColumn[c]).Distinct())
                {
                    seenColumn[column] = true;
                    columns.Add(column);
                    foreach (int row in rowsOf[column].Where(r => !seenRow[r]).Distinct())
                    {
                        seenRow[row] = true;
                        rows.Add(row);
                    }
                }
            }

            yield return (rows, columns);
        }
    }
}
