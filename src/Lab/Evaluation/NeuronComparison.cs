namespace DeepWonder3D.Evaluation;

/// <summary>How well found neurons agree with a truth.</summary>
public sealed record NeuronComparison
{
    /// <summary>The name of what was compared.</summary>
    public required string Name { get; init; }

    /// <summary>The view; null in space.</summary>
    public int? ViewId { get; init; }

    /// <summary>True neurons that count.</summary>
    public required int TruthCount { get; init; }

    /// <summary>Found neurons that count: all but those that stand for a true neuron which does not.</summary>
    public required int FoundCount { get; init; }

    /// <summary>
    /// Found neurons that stand for a true neuron which does not count (silent, at the edge, too few views, not labelled): neither right
    /// nor wrong.
    /// </summary>
    public required int IgnoredCount { get; init; }

    /// <summary>
    /// Found neurons that are near enough to stand for a true one for which another stands already: second and third pieces of a cell. They
    /// count as wrong.
    /// </summary>
    public int PieceCount { get; init; }

    /// <summary>The pairs, in the order of the true neurons.</summary>
    public required IReadOnlyList<NeuronMatch> Matches { get; init => field = value as NeuronMatch[] ?? [.. value]; }

    /// <summary>The number of pairs.</summary>
    public int MatchCount => Matches.Count;

    /// <summary>Share of the found neurons that are true; NaN where none was found.</summary>
    public double Precision => Ratio(MatchCount, FoundCount);

    /// <summary>Share of the true neurons that were found; NaN where there is none.</summary>
    public double Recall => Ratio(MatchCount, TruthCount);

    /// <summary>Harmonic mean of precision and recall; NaN where there is nothing to find and nothing found.</summary>
    public double F1 => Ratio(2 * MatchCount, FoundCount + TruthCount);

    /// <summary>Median distance of the pairs in the image plane, µm; NaN where the pixel size is unknown.</summary>
    public double LateralErrorUm => Quantile(Matches.Select(m => m.LateralErrorUm), 0.5);

    /// <summary>The same, pixels of the truth.</summary>
    public double LateralErrorPx => Quantile(Matches.Select(m => m.LateralErrorPx), 0.5);

    /// <summary>Median of the pairs' absolute difference of depth, µm; NaN in a view.</summary>
    public double DepthErrorUm => Quantile(Matches.Select(m => Math.Abs(m.DepthErrorUm)), 0.5);

    /// <summary>Root mean square of the pairs' difference of depth, µm; NaN in a view.</summary>
    public double DepthRmseUm
    {
        get
        {
            double[] squares = [.. Matches.Select(m => m.DepthErrorUm * m.DepthErrorUm).Where(double.IsFinite)];
            return squares.Length == 0 ? double.NaN : Math.Sqrt(squares.Average());
        }
    }

    /// <summary>Median overlap of the pairs; NaN in space.</summary>
    public double IoU => Quantile(Matches.Select(m => m.IoU), 0.5);

    /// <summary>Median correlation of the pairs' traces.</summary>
    public double TraceCorrelation => Quantile(Matches.Select(m => m.TraceCorrelation), 0.5);

    /// <summary>Lower quartile of the correlation.</summary>
    public double TraceCorrelationLow => Quantile(Matches.Select(m => m.TraceCorrelation), 0.25);

    /// <summary>Upper quartile of the correlation.</summary>
    public double TraceCorrelationHigh => Quantile(Matches.Select(m => m.TraceCorrelation), 0.75);

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: F1 {F1:0.000} (precision {Precision:0.000}, recall {Recall:0.000}), {MatchCount} of {TruthCount} neurons");

    private static double Ratio(int part, int whole) => whole == 0 ? double.NaN : (double)part / whole;

    /// <summary>A quantile of the values that are numbers, between neighbours in proportion; NaN where there is none.</summary>
    private static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        double place = share * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>A true neuron and the found neuron that stands for it.</summary>
/// <param name="TruthId">The true neuron.</param>
/// <param name="FoundId">The found neuron.</param>
/// <param name="LateralErrorPx">Distance of the centres in the image plane, pixels of the truth.</param>
/// <param name="LateralErrorUm">The same, µm; NaN where the pixel size is unknown.</param>
/// <param name="DepthErrorUm">Found minus true depth, µm; NaN in a view.</param>
/// <param name="IoU">Shared pixels over covered pixels; NaN in space, and where the images differ in size.</param>
/// <param name="TraceCorrelation">Pearson correlation of the traces; NaN where either has none or is constant.</param>
public sealed record NeuronMatch(
    int TruthId, int FoundId, double LateralErrorPx, double LateralErrorUm, double DepthErrorUm, double IoU, double TraceCorrelation);
