using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons.Following;

/// <summary>
/// How probable it is that tissue lies where a move puts it: how alike the two days' pictures are around it there, beside how alike they
/// are around places nearby, where they show different tissue. What right and wrong places are like is seen in the pictures themselves.
/// </summary>
internal sealed class PlaceCertainty
{
    // Before the pictures are looked at: at its place, somewhere near, or not there at all (another depth, gone).
    private const double AtPlace = 0.5;
    private const double Nearby = 0.25;
    private const double Gone = 0.25;

    // In a cell's radii: what counts as its place, how far it is looked for, and how much around it is compared.
    private const double ToleranceRadii = 0.5;
    private const double ReachRadii = 3;
    private const double WindowRadii = 2.5;
    private const double LeastWindowPx = 6;

    // A right place must stand out of wrong ones by so many of their standard deviations to be told at all.
    private const double LeastDistance = 3;
    private const double LargestCorrelation = 0.999;
    private const double NormalOfMedian = 1.4826;
    private const double LeastDataShare = 0.5;

    private readonly PictureContrast _first;
    private readonly PictureContrast _moved;
    private readonly double _radius;
    private readonly (int Row, int Column)[] _window;
    private readonly (int Row, int Column)[] _offsets;
    private readonly bool[] _isPlace;

    /// <param name="first">The first day's picture.</param>
    /// <param name="moved">The other day's, laid over it.</param>
    /// <param name="radius">A cell's radius, pixels.</param>
    public PlaceCertainty(PictureContrast first, PictureContrast moved, double radius)
    {
        (_first, _moved, _radius) = (first, moved, radius);
        _window = Disc(Math.Max(LeastWindowPx, WindowRadii * radius));
        _offsets = Disc(Math.Max(4, ReachRadii * radius));
        _isPlace = [.. _offsets.Select(o => Distance(o) <= Math.Max(1, ToleranceRadii * radius))];
    }

    /// <summary>The probabilities of places, 0 to 1; 0 where the other day has no data.</summary>
    public double[] Of(IReadOnlyList<(double Row, double Column)> places, CancellationToken token)
    {
        float[][] likeness = new float[places.Count][];
        Work.ParallelLoop.For(places.Count, i => likeness[i] = Likeness(places[i]), token);
        float[] wrong = [.. likeness.SelectMany(l => l.Where((z, k) => !float.IsNaN(z) && Distance(_offsets[k]) > _radius + 1))];

        // Wherever the tissue of a neuron lies, it is most alike there: a right place is known even if all were moved wrongly.
        float[] right = [.. likeness.Select(Best).Where(z => !float.IsNaN(z))];
        if (wrong.Length == 0 || right.Length == 0)
        {
            return new double[places.Count];
        }

        double wrongMean = wrong.Average(z => (double)z);
        double wrongSpread = Math.Sqrt(wrong.Average(z => Math.Pow(z - wrongMean, 2)));
        double middle = Math.Max(OrderStatistics.Median([.. right]), wrongMean + (LeastDistance * wrongSpread));
        double rightSpread = Math.Max(
            NormalOfMedian * OrderStatistics.Median([.. right.Select(z => (float)Math.Abs(z - middle))]), wrongSpread);
        return [.. likeness.Select(Probability)];

        double Probability(float[] z)
        {
            (double at, int atCount, double near, int nearCount) = (0, 0, 0, 0);
            for (int k = 0; k < z.Length; k++)
            {
                double odds = float.IsNaN(z[k]) ? 0 : Odds(z[k]);
                (at, atCount) = _isPlace[k] ? (at + odds, atCount + 1) : (at, atCount);
                (near, nearCount) = _isPlace[k] ? (near, nearCount) : (near + odds, nearCount + 1);
            }

            double there = AtPlace * at / Math.Max(1, atCount);
            return there == 0 ? 0 : there / (there + (Nearby * near / Math.Max(1, nearCount)) + Gone);
        }

        // More alike than is usual speaks for a place no less than what is usual.
        double Odds(double z) => Density(Math.Min(z, middle), middle, rightSpread) / Density(Math.Min(z, middle), wrongMean, wrongSpread);

        static double Density(double z, double mean, double spread) => Math.Exp(-Math.Pow((z - mean) / spread, 2) / 2) / spread;
    }

    private static double Distance((int Row, int Column) o) => Math.Sqrt((o.Row * o.Row) + (o.Column * o.Column));

    private static (int Row, int Column)[] Disc(double radius)
    {
        int reach = (int)radius;
        return [.. Enumerable.Range(-reach, (2 * reach) + 1).SelectMany(
            r => Enumerable.Range(-reach, (2 * reach) + 1).Select(c => (r, c))).Where(o => Distance(o) <= radius)];
    }

    private static float Best(float[] z)
    {
        float best = float.NaN;
        foreach (float value in z)
        {
            best = !float.IsNaN(value) && !(value <= best) ? value : best;
        }

        return best;
    }

    /// <summary>
    /// Fisher's z of the pictures' correlation around a place, with the other day's shifted by each offset; NaN for none.
    /// </summary>
    private float[] Likeness((double Row, double Column) place)
    {
        (int row, int column) = ((int)Math.Round(place.Row), (int)Math.Round(place.Column));
        return [.. _offsets.Select(o =>
        {
            (double count, double a, double b, double aa, double ab, double bb) = (0, 0, 0, 0, 0, 0);
            foreach ((int dr, int dc) in _window)
            {
                (int r, int c) = (row + dr, column + dc);
                (int mr, int mc) = (r + o.Row, c + o.Column);
                if (!IsData(_first, r, c) || !IsData(_moved, mr, mc))
                {
                    continue;
                }

                double x = _first.Samples[(r * _first.Width) + c];
                double y = _moved.Samples[(mr * _moved.Width) + mc];
                (count, a, b) = (count + 1, a + x, b + y);
                (aa, ab, bb) = (aa + (x * x), ab + (x * y), bb + (y * y));
            }

            if (count < LeastDataShare * _window.Length)
            {
                return float.NaN;
            }

            double spread = Math.Sqrt(Math.Max(0, aa - (a * a / count)) * Math.Max(0, bb - (b * b / count)));
            double correlation = spread > 0 ? (ab - (a * b / count)) / spread : 0;
            return (float)Math.Atanh(Math.Clamp(correlation, -LargestCorrelation, LargestCorrelation));
        })];
    }

    private static bool IsData(PictureContrast picture, int row, int column) =>
        row >= 0 && row < picture.Height && column >= 0 && column < picture.Width && picture.IsData[(row * picture.Width) + column];
}
