namespace DeepWonder3D.Views.Placing;

/// <summary>
/// Fits a point in space to detections: a view sees it at <c>place + offset + slope · depth</c>, so that place and depth follow from linear
/// least squares, each detection weighted by how well its centroid is known.
/// </summary>
internal sealed class PlaceFit(Detections detections, ViewLines lines)
{
    /// <summary>
    /// A detection further from its place than this many standard deviations does not agree: 0.2 % of good ones (two axes).
    /// </summary>
    public const double AgreementLimit = 3.5;

    // As many pairs as are tried to begin with: with three of five views good, the chance that none of them is of two good ones is 10⁻³¹.
    private const int LargestStartCount = 200;
    private const int LargestStepCount = 20;

    private readonly ViewLines _lines = lines;

    /// <summary>Distance, pixels, between a detection and where a place puts it.</summary>
    public double ResidualPx(int detection, FittedPlace place)
    {
        (double row, double column) = _lines[detections.ViewOf(detection)].At(place.Row, place.Column, place.DepthOrZero);
        double rows = detections.RowOf(detection) - row;
        double columns = detections.ColumnOf(detection) - column;
        return Math.Sqrt((rows * rows) + (columns * columns));
    }

    /// <summary>Weighted least squares over all members.</summary>
    /// <param name="members">At least one detection.</param>
    /// <param name="errorScale">Standard deviation, pixels, of a centroid whose relative error is 1.</param>
    public FittedPlace Solve(ReadOnlySpan<int> members, double errorScale)
    {
        (double weights, ViewLine slope, double row, double column) = Means(members, errorScale);
        double products = 0;
        double squares = 0;
        foreach (int member in members)
        {
            ViewLine line = _lines[detections.ViewOf(member)];
            double weight = WeightOf(member, errorScale);
            double rowSlope = line.RowSlope - slope.RowSlope;
            double columnSlope = line.ColumnSlope - slope.ColumnSlope;
            products += weight * rowSlope * (detections.RowOf(member) - line.RowOffset - row);
            products += weight * columnSlope * (detections.ColumnOf(member) - line.ColumnOffset - column);
            squares += weight * ((rowSlope * rowSlope) + (columnSlope * columnSlope));
        }

        // Slopes that differ in rounding only are no parallax.
        if (!(squares > 1e-18 * weights))
        {
            return new FittedPlace(row, column, double.NaN, 1 / weights, 1 / weights, double.PositiveInfinity);
        }

        double depth = products / squares;
        return new FittedPlace(
            row - (slope.RowSlope * depth),
            column - (slope.ColumnSlope * depth),
            depth,
            (1 / weights) + (slope.RowSlope * slope.RowSlope / squares),
            (1 / weights) + (slope.ColumnSlope * slope.ColumnSlope / squares),
            1 / squares);
    }

    /// <summary>
    /// Weighted least squares over the members that agree. It begins with the two views whose place the others contradict least, and then
    /// takes in all that agree until nothing changes.
    /// </summary>
    /// <param name="members">Detections of different views.</param>
    /// <param name="errorScale">Standard deviation, pixels, of a centroid whose relative error is 1.</param>
    /// <returns>The place, and for each member whether it agrees.</returns>
    public (FittedPlace Place, bool[] Agrees) SolveRobustly(ReadOnlySpan<int> members, double errorScale)
    {
        bool[] agrees = new bool[members.Length];
        if (members.Length < 3)
        {
            agrees.AsSpan().Fill(true);
            return (Solve(members, errorScale), agrees);
        }

        FittedPlace place = Start(members, errorScale);
        for (int step = 0; step < LargestStepCount; step++)
        {
            bool[] now = [.. members.ToArray().Select(member => NormalisedResidual(member, place, errorScale) <= AgreementLimit)];
            if (now.AsSpan().SequenceEqual(agrees) || now.Count(a => a) < 2)
            {
                break;
            }

            agrees = now;
            place = Solve([.. members.ToArray().Where((_, i) => now[i])], errorScale);
        }

        if (!agrees.Contains(true))
        {
            agrees.AsSpan().Fill(true);
        }

        return (place, agrees);
    }

    /// <summary>A residual in units of its standard deviation along one axis.</summary>
    public double NormalisedResidual(int detection, FittedPlace place, double errorScale) =>
        ResidualPx(detection, place) / (errorScale * detections.RelativeErrorOf(detection));

    /// <summary>Mean squared distance of the members' slopes from their mean, (pixels a raw unit)²; 0 without parallax.</summary>
    public double SlopeVarianceOf(ReadOnlySpan<int> members)
    {
        ViewLine[] lines = [.. members.ToArray().Select(m => _lines[detections.ViewOf(m)])];
        (double row, double column) = (lines.Average(l => l.RowSlope), lines.Average(l => l.ColumnSlope));
        return lines.Average(l => Math.Pow(l.RowSlope - row, 2) + Math.Pow(l.ColumnSlope - column, 2));
    }

    private FittedPlace Start(ReadOnlySpan<int> members, double errorScale)
    {
        int pairs = members.Length * (members.Length - 1) / 2;
        int stride = Math.Max(1, pairs / LargestStartCount);
        FittedPlace best = Solve(members, errorScale);
        double bestCost = CostOf(members, best, errorScale);
        int pair = 0;
        for (int i = 0; i < members.Length; i++)
        {
            for (int j = i + 1; j < members.Length; j++)
            {
                if (pair++ % stride != 0)
                {
                    continue;
                }

                FittedPlace place = Solve([members[i], members[j]], errorScale);
                double cost = CostOf(members, place, errorScale);
                (best, bestCost) = cost < bestCost ? (place, cost) : (best, bestCost);
            }
        }

        return best;
    }

    /// <summary>Squared normalised residuals, each counted up to the limit of agreement.</summary>
    private double CostOf(ReadOnlySpan<int> members, FittedPlace place, double errorScale)
    {
        double cost = 0;
        foreach (int member in members)
        {
            double residual = Math.Min(AgreementLimit, NormalisedResidual(member, place, errorScale));
            cost += residual * residual;
        }

        return cost;
    }

    private (double Weights, ViewLine Slope, double Row, double Column) Means(ReadOnlySpan<int> members, double errorScale)
    {
        double weights = 0;
        double rowSlope = 0;
        double columnSlope = 0;
        double row = 0;
        double column = 0;
        foreach (int member in members)
        {
            ViewLine line = _lines[detections.ViewOf(member)];
            double weight = WeightOf(member, errorScale);
            weights += weight;
            rowSlope += weight * line.RowSlope;
            columnSlope += weight * line.ColumnSlope;
            row += weight * (detections.RowOf(member) - line.RowOffset);
            column += weight * (detections.ColumnOf(member) - line.ColumnOffset);
        }

        return (weights, new ViewLine(0, rowSlope / weights, 0, columnSlope / weights), row / weights, column / weights);
    }

    private double WeightOf(int detection, double errorScale) => 1 / Math.Pow(errorScale * detections.RelativeErrorOf(detection), 2);
}

/// <summary>Where weighted least squares puts a point, and how well it is known if a detection's error is 1 / √weight.</summary>
/// <param name="Row">Row in the centre view.</param>
/// <param name="Column">Column in the centre view.</param>
/// <param name="RawDepth">Raw depth; NaN where the views have no parallax.</param>
/// <param name="RowVariance">Variance of the row, px².</param>
/// <param name="ColumnVariance">Variance of the column, px².</param>
/// <param name="DepthVariance">Variance of the raw depth; infinite where the views have no parallax.</param>
internal readonly record struct FittedPlace(
    double Row, double Column, double RawDepth, double RowVariance, double ColumnVariance, double DepthVariance)
{
    /// <summary>Raw depth, or 0 where it is unknown: views without parallax see a neuron of any depth at the same place.</summary>
    public double DepthOrZero => double.IsNaN(RawDepth) ? 0 : RawDepth;
}
