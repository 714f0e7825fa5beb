namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// What tissue has bent since: shifts of matched neurons, averaged over their neighbourhood so widely that no neuron follows its own, and
/// drawn towards none where there are few. What an average leaves of a bend is averaged again.
/// </summary>
internal sealed class SmoothShift
{
    private const int Layers = 3;

    // Width of the average in cell radii, and neurons that standing still counts for.
    private const double WidthRadii = 10;
    private const double Stillness = 2;

    private readonly List<List<((double Row, double Column) Place, (double Row, double Column) Shift)>> _layers = [];
    private readonly double _width;

    private SmoothShift(double radius) => _width = WidthRadii * radius;

    /// <summary>The shift that is left after a rigid move.</summary>
    /// <param name="moved">Centroids after that.</param>
    /// <param name="to">Centroids that they are laid over.</param>
    /// <param name="radius">A cell's radius, pixels.</param>
    public static SmoothShift Of((double Row, double Column)[] moved, (double Row, double Column)[] to, double radius)
    {
        SmoothShift field = new(radius);
        for (int layer = 0; layer < Layers; layer++)
        {
            (double Row, double Column)[] now = Array.ConvertAll(moved, p => field.Apply(p.Row, p.Column));
            field._layers.Add([.. RigidSearch.NearestPairs(now, to, radius)
                .Select(p => (now[p.From], (to[p.To].Row - now[p.From].Row, to[p.To].Column - now[p.From].Column)))]);
        }

        return field;
    }

    /// <summary>Where a point comes to lie.</summary>
    public (double Row, double Column) Apply(double row, double column)
    {
        foreach (List<((double Row, double Column) Place, (double Row, double Column) Shift)> layer in _layers)
        {
            (double rows, double columns, double weights) = (0, 0, Stillness);
            foreach (((double r, double c), (double y, double x)) in layer)
            {
                double square = (Math.Pow(r - row, 2) + Math.Pow(c - column, 2)) / (_width * _width);
                double weight = square < 9 ? Math.Exp(-square / 2) : 0;
                (rows, columns, weights) = (rows + (weight * y), columns + (weight * x), weights + weight);
            }

            (row, column) = (row + (rows / weights), column + (columns / weights));
        }

        return (row, column);
    }
}
