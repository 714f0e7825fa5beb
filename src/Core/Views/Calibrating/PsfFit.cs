namespace DeepWonder3D.Views.Calibrating;

/// <summary>
/// Fits all views' lines over depth together: <c>position(view, plane) = offset(view) + slope(view) · depth(plane) + drift(plane)</c>,
/// separately for rows and columns. The drift is what all views share in a plane, such as a stage that does not run straight; it drops out
/// of every difference of views. As all pairs come from these lines, they close exactly.
/// </summary>
/// <remarks>
/// Lines and drifts are fitted in turn, each by weighted least squares with Tukey's biweight, so that spoiled spots end up with no weight
/// at all.
/// </remarks>
internal sealed class PsfFit
{
    // Tukey's constant for 95 % efficiency on normal errors; a spot beyond it has no weight.
    private const double TukeyLimit = 4.685;
    private const int RoundCount = 60;
    // The median length of a vector with two standard normal components.
    private const double MedianLength = 1.1774;

    // Centroids are not better than this, however well a clean simulation fits.
    private const double SmallestErrorPx = 1e-3;

    private readonly double[] _depths;
    private readonly double[][] _rows;
    private readonly double[][] _columns;
    private readonly double[][] _weights;
    private readonly Axis[] _axes;

    /// <param name="stacks">The views, of equally many planes.</param>
    /// <param name="depths">The depth of each plane.</param>
    public PsfFit(IReadOnlyList<PsfStack> stacks, double[] depths)
    {
        _depths = depths;
        _rows = [.. stacks.Select(s => Array.ConvertAll(s.Spots, p => p.Row))];
        _columns = [.. stacks.Select(s => Array.ConvertAll(s.Spots, p => p.Column))];
        _weights = [.. stacks.Select(s => Array.ConvertAll(s.Spots, p => p.IsFound ? 1.0 : 0))];
        _axes = [new Axis(_rows, depths), new Axis(_columns, depths)];
    }

    /// <summary>Standard deviation, pixels, of a good spot along either axis.</summary>
    public double ErrorPx { get; private set; }

    public double RowSlope(int view) => _axes[0].Slopes[view];

    public double RowOffset(int view) => _axes[0].Offsets[view];

    public double ColumnSlope(int view) => _axes[1].Slopes[view];

    public double ColumnOffset(int view) => _axes[1].Offsets[view];

    /// <summary>Whether a plane of a view shows a spot that does not lie on the view's line.</summary>
    public bool IsOutlying(int view, int plane) => double.IsFinite(_rows[view][plane]) && _weights[view][plane] == 0;

    public bool IsMissing(int view, int plane) => !double.IsFinite(_rows[view][plane]);

    public void Run()
    {
        foreach (Axis axis in _axes)
        {
            axis.Start(_weights);
        }

        for (int round = 0; round < RoundCount; round++)
        {
            foreach (Axis axis in _axes)
            {
                axis.FitLines(_weights);
                axis.FitDrifts(_weights);
            }

            Reweigh();
        }
    }

    /// <summary>Root mean square distance, pixels, of a view's good spots from its line.</summary>
    public double ResidualPx(int view)
    {
        double squares = 0;
        int count = 0;
        for (int plane = 0; plane < _depths.Length; plane++)
        {
            if (_weights[view][plane] > 0)
            {
                squares += Math.Pow(Residual(view, plane), 2);
                count++;
            }
        }

        return count == 0 ? double.NaN : Math.Sqrt(squares / count);
    }

    private double Residual(int view, int plane)
    {
        double row = _axes[0].Residual(view, plane);
        double column = _axes[1].Residual(view, plane);
        return Math.Sqrt((row * row) + (column * column));
    }

    private void Reweigh()
    {
        List<double> residuals = [];
        for (int view = 0; view < _rows.Length; view++)
        {
            for (int plane = 0; plane < _depths.Length; plane++)
            {
                if (!IsMissing(view, plane))
                {
                    residuals.Add(Residual(view, plane));
                }
            }
        }

        residuals.Sort();

        ErrorPx = Math.Max(SmallestErrorPx, residuals[residuals.Count / 2] / MedianLength);
        for (int view = 0; view < _rows.Length; view++)
        {
            for (int plane = 0; plane < _depths.Length; plane++)
            {
                double share = IsMissing(view, plane) ? 1 : Residual(view, plane) / (TukeyLimit * ErrorPx);
                _weights[view][plane] = share < 1 ? Math.Pow(1 - (share * share), 2) : 0;
            }
        }
    }

    /// <summary>Rows or columns alone.</summary>
    private sealed class Axis(double[][] positions, double[] depths)
    {
        private readonly double[] _drifts = new double[depths.Length];

        public double[] Offsets { get; } = new double[positions.Length];

        public double[] Slopes { get; } = new double[positions.Length];

        public double Residual(int view, int plane) =>
            positions[view][plane] - Offsets[view] - (Slopes[view] * depths[plane]) - _drifts[plane];

        /// <summary>
        /// Each view's line through medians: the median of the slopes between planes half a stack apart, which one spoiled plane in four
        /// cannot turn.
        /// </summary>
        public void Start(double[][] weights)
        {
            for (int view = 0; view < positions.Length; view++)
            {
                int half = depths.Length / 2;
                double[] position = positions[view];
                Slopes[view] = Median(Enumerable.Range(0, depths.Length - half)
                    .Where(p => weights[view][p] > 0 && weights[view][p + half] > 0)
                    .Select(p => (position[p + half] - position[p]) / (depths[p + half] - depths[p])));
                Slopes[view] = double.IsFinite(Slopes[view]) ? Slopes[view] : 0;
                Offsets[view] = Median(Enumerable.Range(0, depths.Length)
                    .Where(p => weights[view][p] > 0)
                    .Select(p => position[p] - (Slopes[view] * depths[p])));
            }

            for (int plane = 0; plane < depths.Length; plane++)
            {
                double middle = Median(
                    Enumerable.Range(0, positions.Length).Where(v => weights[v][plane] > 0).Select(v => Residual(v, plane)));
                _drifts[plane] = double.IsFinite(middle) ? middle : 0;
            }
        }

        public void FitLines(double[][] weights)
        {
            for (int view = 0; view < positions.Length; view++)
            {
                (double n, double x, double y, double xx, double xy) = (0, 0, 0, 0, 0);
                for (int plane = 0; plane < depths.Length; plane++)
                {
                    double w = weights[view][plane];
                    if (w > 0)
                    {
                        double value = positions[view][plane] - _drifts[plane];
                        (n, x, y) = (n + w, x + (w * depths[plane]), y + (w * value));
                        (xx, xy) = (xx + (w * depths[plane] * depths[plane]), xy + (w * depths[plane] * value));
                    }
                }

                double spread = (n * xx) - (x * x);
                if (spread > 0)
                {
                    Slopes[view] = ((n * xy) - (x * y)) / spread;
                    Offsets[view] = (y - (Slopes[view] * x)) / n;
                }
            }
        }

        public void FitDrifts(double[][] weights)
        {
            for (int plane = 0; plane < depths.Length; plane++)
            {
                double sum = 0;
                double total = 0;
                for (int view = 0; view < positions.Length; view++)
                {
                    double w = weights[view][plane];
                    sum += w > 0 ? w * (Residual(view, plane) + _drifts[plane]) : 0;
                    total += w;
                }

                _drifts[plane] = total > 0 ? sum / total : _drifts[plane];
            }
        }

        private static double Median(IEnumerable<double> values)
        {
            double[] sorted = [.. values.Order()];
            return sorted.Length == 0 ? double.NaN : 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
        }
    }
}
