namespace DeepWonder3D.Views.Placing;

/// <summary>Places groups in space, with an error that is measured from the residuals of all of them.</summary>
internal sealed class GroupPlacement(Detections detections, ViewLines lines)
{
    // The median length of a vector of two standard normal components.
    private const double MedianLength = 1.1774;

    // A group's own residuals are weighed against those of all groups as this many degrees of freedom: seven views have eleven.
    private const double PriorFreedom = 10;

    // What pulls at a centroid in all views alike, and in proportion to their slopes: neighbours, and how light lies in a cell. Shares of a
    // footprint's radius, measured end to end (benchmarks/results/views-linux-x64-2-cores.md); no number of views takes them away.
    private const double SharedShare = 0.027;
    private const double SharedShareAlongLines = 0.008;

    // Coordinates are not known better than this, whatever the residuals of views that agree by chance say.
    private const double SmallestErrorPx = 0.02;

    private readonly PlaceFit _fit = new(detections, lines);
    private readonly Detections _detections = detections;

    /// <summary>Standard deviation, pixels, of a centroid whose relative error is 1.</summary>
    public double ErrorScale { get; private set; } = 1;

    /// <summary>Measures how large the errors of centroids really are.</summary>
    /// <param name="detections">All detections.</param>
    /// <param name="lines">Where each view sees what.</param>
    /// <param name="groups">Detections that are one neuron each.</param>
    /// <param name="tolerancePx">How far detections of a group may lie from its place, the scale to begin with.</param>
    public static GroupPlacement Of(Detections detections, ViewLines lines, IReadOnlyList<int[]> groups, double tolerancePx)
    {
        GroupPlacement placement = new(detections, lines);
        int[][] overdetermined = [.. groups.Where(g => g.Length >= 3)];
        if (overdetermined.Length == 0)
        {
            return placement;
        }

        double[] relative = [.. overdetermined.SelectMany(g => g.Select(detections.RelativeErrorOf)).Order()];
        placement.ErrorScale = tolerancePx / (PlaceFit.AgreementLimit * relative[relative.Length / 2]);
        double smallest = SmallestErrorPx / relative[relative.Length / 2];
        for (int round = 0; round < 3; round++)
        {
            placement.ErrorScale = Math.Max(smallest, placement.MedianError(overdetermined));
        }

        return placement;
    }

    /// <summary>Where a group lies, with variances that hold what its views differ by and what they share.</summary>
    public (FittedPlace Place, bool[] Agrees) Place(int[] members)
    {
        (FittedPlace place, bool[] agrees) = _fit.SolveRobustly(members, ErrorScale);
        double squares = 0;
        foreach (int member in members)
        {
            // A view that does not agree says that something is there which pulls at the others too.
            squares += Math.Pow(Math.Min(PlaceFit.AgreementLimit, _fit.NormalisedResidual(member, place, ErrorScale)), 2);
        }

        double freedom = Math.Max(0, (2 * members.Length) - 3);
        double inflation = (PriorFreedom + squares) / (PriorFreedom + freedom);
        double radius = members.Average(_detections.RadiusOf);
        double lateral = Math.Pow(SharedShare * radius, 2);
        double depth = Math.Pow(SharedShareAlongLines * radius, 2) / _fit.SlopeVarianceOf(members);
        return (place with
        {
            RowVariance = (place.RowVariance * inflation) + lateral,
            ColumnVariance = (place.ColumnVariance * inflation) + lateral,
            DepthVariance = (place.DepthVariance * inflation) + depth,
        }, agrees);
    }

    public double ResidualPx(int detection, FittedPlace place) => _fit.ResidualPx(detection, place);

    /// <summary>Residuals are smaller than errors, as the fit follows the errors: three numbers of 2n are fitted.</summary>
    private double MedianError(int[][] groups)
    {
        List<double> errors = [];
        foreach (int[] group in groups)
        {
            (FittedPlace place, _) = _fit.SolveRobustly(group, ErrorScale);
            double widening = Math.Sqrt(2.0 * group.Length / ((2 * group.Length) - 3));
            errors.AddRange(group.Select(member => _fit.ResidualPx(member, place) / _detections.RelativeErrorOf(member) * widening));
        }

        errors.Sort();
        return errors[errors.Count / 2] / MedianLength;
    }
}
