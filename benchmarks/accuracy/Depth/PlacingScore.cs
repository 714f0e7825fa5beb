namespace DeepWonder3D.Accuracy.Depth;

/// <summary>Neurons in space against the truth, with how far the stated standard errors can be trusted.</summary>
/// <param name="Name">How they were placed.</param>
/// <param name="Detection">What was found.</param>
/// <param name="DepthUm">Median absolute difference of the pairs' depth.</param>
/// <param name="DepthRmseUm">Its root mean square.</param>
/// <param name="LateralUm">Median distance of the pairs in the image plane.</param>
/// <param name="TraceCorrelation">Median correlation of the pairs' traces with true ΔF/F.</param>
/// <param name="Duplicates">Found neurons that are another found neuron's true one again.</param>
/// <param name="DepthWithin">
/// How many pairs' depths lie within one and two standard errors of the truth; 0 where there are no errors.
/// </param>
/// <param name="LateralWithin">The same of their coordinates in the image plane, two a pair.</param>
internal sealed record PlacingScore(
    string Name,
    DetectionScore Detection,
    double DepthUm,
    double DepthRmseUm,
    double LateralUm,
    double TraceCorrelation,
    int Duplicates,
    int[] DepthWithin,
    int[] LateralWithin)
{
    // A second finding of a cell lies within it and does what it does.
    private const double CellUm = 6;
    private const double CellDepthUm = 15;
    private const double SameActivity = 0.7;

    public static PlacingScore Of(string name, NeuronPopulation found, NeuronPopulation truth, ComparisonOptions options)
    {
        NeuronComparison comparison = new NeuronComparer(options).Compare(found, truth);
        Dictionary<int, LocalizedNeuron> byId = found.Neurons.ToDictionary(n => n.Id);
        Dictionary<int, LocalizedNeuron> trueById = truth.Neurons.ToDictionary(n => n.Id);
        (LocalizedNeuron Found, LocalizedNeuron True)[] pairs = [.. comparison.Matches.Select(m => (byId[m.FoundId], trueById[m.TruthId]))];
        HashSet<int> paired = [.. comparison.Matches.Select(m => m.FoundId)];
        return new PlacingScore(
            name,
            DetectionScore.Of(comparison),
            comparison.DepthErrorUm,
            comparison.DepthRmseUm,
            comparison.LateralErrorUm,
            comparison.TraceCorrelation,
            found.Neurons.Count(n => !paired.Contains(n.Id) && pairs.Any(p => IsAgain(n, p.True))),
            Within(pairs.Select(p => (p.Found.ZUm - p.True.ZUm) / p.Found.ZErrorUm)),
            Within(pairs.SelectMany(
                p => (double[])[(p.Found.XUm - p.True.XUm) / p.Found.XErrorUm, (p.Found.YUm - p.True.YUm) / p.Found.YErrorUm])));
    }

    private static bool IsAgain(LocalizedNeuron found, LocalizedNeuron truth) =>
        Math.Sqrt(Math.Pow(found.XUm - truth.XUm, 2) + Math.Pow(found.YUm - truth.YUm, 2)) <= CellUm
        && Math.Abs(found.ZUm - truth.ZUm) <= CellDepthUm
        && TraceAgreement.Correlation(truth.Trace, null, found.Trace, null) > SameActivity;

    private static int[] Within(IEnumerable<double> ratios)
    {
        double[] sizes = [.. ratios.Select(Math.Abs)];
        return [sizes.Count(r => r <= 1), sizes.Count(r => r <= 2)];
    }
}
