namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// What tissue has bent since: shifts of matched neurons, averaged over their neighbourhood so widely that no neuron follows its own, and
/// drawn towards none where there are few.
/// </summary>
internal sealed class SmoothShift
{
    private const int Steps = 5;

    // Width of the average in cell radii, and neurons that standing still counts for.
    private const double WidthRadii = 10;
    private const double Stillness = 2;

    private readonly List<((double Row, double Column) Place, (double Row, double Column) Shift)> _shifts = [];
    private readonly double _width;

    private SmoothShift(double radius) => _width = WidthRadii * radius;

    /// <summary>The shift that is left after a rigid move.</summary>
    /// <param name="moved">Centroids after that.</param>
    /// <param name="to">Centroids that they are laid over.</param>
    /// <param name="radius">A cell's radius, pixels.</param>
    public static SmoothShift Of((double Row, double Column)[] moved, (double Row, double Column)[] to, double radius)
    {
        SmoothShift field = new(radius);
        for (int step = 0; step < Steps; step++)
        {
            (double Row, double Column)[] now = Array.ConvertAll(moved, p => field.Apply(p.Row, p.Column));
            List<(int From, int To)> pairs = RigidSearch.NearestPairs(now, to, radius);
            SmoothShift next = new(radius);
            foreach ((int i, int j) in pairs)
            {
                next._shifts.Add((moved[i], (to[j].Row - moved[i].Row, to[j].Column - moved[i].Column)));
            }

            field = next;
        }

        return field;
    }

    /// <summary>Where a point comes to lie.</summary>
    public (double Row, double Column) Apply(double row, double column)
    {
        (double rows, double columns, double weights) = (0, 0, Stillness);
        foreach (((double r, double c), (double y, double x)) in _shifts)
        {
            double square = (Math.Pow(r - row, 2) + Math.Pow(c - column, 2)) / (_width * _width);
            double weight = square < 9 ? Math.Exp(-square / 2) : 0;
            (rows, columns, weights) = (rows + (weight * y), columns + (weight * x), weights + weight);
        }

        return (row + (rows / weights), column + (columns / weights));
    }
}
