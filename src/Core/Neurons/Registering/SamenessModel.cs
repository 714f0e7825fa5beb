namespace DeepWonder3D.Neurons.Registering;

/// <summary>
/// How probable it is that two neurons of two days are the same cell, from how far apart they lie and how much of their area they share.
/// The pairs are a mixture: of the same cell, whose distance is normal in both directions, and of different ones. What different ones look
/// like is measured and not assumed: the day is laid over the other in wrong places, where no pair is the same cell, and how closely
/// different cells lie together at all is seen within each day.
/// </summary>
internal sealed class SamenessModel
{
    private const int Steps = 60;
    private const int Bins = 6;

    // What is believed before any pair was seen, and how many pairs it counts for: with few neurons there is little else.
    private const double UsualSpread = 0.3;
    private const double UsualGain = 0.1;
    private const double BeliefPairs = 4;
    private const double LeastOverlapSpread = 0.08;

    // How often different cells are believed to lie in one place, as a share of chance, before pairs within days were counted.
    private const double UsualCrowding = 0.3;
    private const double LeastCrowding = 0.1;

    // A few of the same cells lie much farther apart: their light moved, or their outline took in a neighbour.
    private const double FarShare = 0.1;
    private const double FarFactor = 2.5;

    private readonly double[] _wrongMean = new double[Bins];
    private readonly double[] _wrongSpread = new double[Bins];
    private readonly double[] _crowding = new double[Bins];
    private readonly double _wrongCount;
    private double _spread = UsualSpread;
    private double _gain = UsualGain;
    private double _overlapSpread = 0.15;
    private double _sameCount;

    private SamenessModel(
        IReadOnlyList<CandidatePair> pairs,
        IReadOnlyList<CandidatePair> wrong,
        double wrongCount,
        IReadOnlyList<CandidatePair> within,
        IReadOnlyList<CandidatePair> wrongWithin,
        double places)
    {
        _wrongCount = Math.Max(0.5, wrongCount);
        for (int bin = 0; bin < Bins; bin++)
        {
            // Two footprints of one radius that lie apart by this share so much; it stands in where few wrong pairs lie as close.
            double expected = Math.Max(0, 1 - ((bin + 0.5) * CandidatePair.Reach / Bins * 0.55));
            double expectedWithin = wrongWithin.Count(p => BinOf(p.Distance) == bin) / places;
            double foundWithin = within.Count(p => BinOf(p.Distance) == bin);
            _crowding[bin] = Math.Clamp(
                (foundWithin + (UsualCrowding * BeliefPairs)) / (expectedWithin + BeliefPairs), LeastCrowding, 2);
            double[] overlaps = [expected, .. wrong.Where(p => BinOf(p.Distance) == bin).Select(p => p.Overlap)];
            double mean = overlaps.Average();
            _wrongMean[bin] = mean;
            _wrongSpread[bin] = Math.Max(LeastOverlapSpread, Math.Sqrt(overlaps.Sum(o => Math.Pow(o - mean, 2)) / overlaps.Length));
        }

        _sameCount = Math.Max(1, pairs.Count(p => p.Distance < 1) - (wrongCount / (CandidatePair.Reach * CandidatePair.Reach)));
    }

    /// <summary>Fits the mixture.</summary>
    /// <param name="pairs">The pairs of two days that lie within reach.</param>
    /// <param name="wrong">Such pairs with the day in wrong places.</param>
    /// <param name="within">Pairs of neurons of one and the same day.</param>
    /// <param name="wrongWithin">Such pairs of a day with itself in wrong places.</param>
    /// <param name="places">How many wrong places there are.</param>
    public static SamenessModel Fit(
        IReadOnlyList<CandidatePair> pairs,
        IReadOnlyList<CandidatePair> wrong,
        IReadOnlyList<CandidatePair> within,
        IReadOnlyList<CandidatePair> wrongWithin,
        int places)
    {
        SamenessModel model = new(pairs, wrong, wrong.Count / (double)places, within, wrongWithin, places);
        for (int step = 0; step < Steps; step++)
        {
            model.Improve(pairs);
        }

        return model;
    }

    /// <summary>How much more probable the same cell is than another one, for a pair by itself.</summary>
    public double Odds(CandidatePair pair)
    {
        double same = _sameCount * SameDistance(pair.Distance) * Normal(pair.Overlap, SameOverlap(pair.Distance), _overlapSpread);
        int bin = BinOf(pair.Distance);
        double other = _wrongCount * _crowding[bin] * 2 * Math.Max(pair.Distance, 0.05) / (CandidatePair.Reach * CandidatePair.Reach)
            * Normal(pair.Overlap, _wrongMean[bin], _wrongSpread[bin]);
        return same / Math.Max(other, 1e-12);
    }

    /// <summary>The probability of each pair among all others that the two could be in: at most one of them is true, or none.</summary>
    public double[] Probabilities(IReadOnlyList<CandidatePair> pairs)
    {
        double[] odds = [.. pairs.Select(Odds)];
        ILookup<int, int> ofFrom = Enumerable.Range(0, pairs.Count).ToLookup(i => pairs[i].From);
        ILookup<int, int> ofTo = Enumerable.Range(0, pairs.Count).ToLookup(i => pairs[i].To);
        return [.. Enumerable.Range(0, pairs.Count).Select(i =>
            odds[i] / (1 + ofFrom[pairs[i].From].Sum(k => odds[k]) + ofTo[pairs[i].To].Sum(k => odds[k]) - odds[i]))];
    }

    private void Improve(IReadOnlyList<CandidatePair> pairs)
    {
        double[] same = Probabilities(pairs);
        (double count, double square, double weight) = (0, BeliefPairs * 2 * UsualSpread * UsualSpread, BeliefPairs);
        double gain = BeliefPairs * UsualGain;
        for (int i = 0; i < pairs.Count; i++)
        {
            // The few that lie far apart tell nothing of the others' spread.
            double near = same[i] * (1 - FarOf(pairs[i].Distance));
            count += same[i];
            (square, weight) = (square + (near * pairs[i].Distance * pairs[i].Distance), weight + near);
            gain += same[i] * (pairs[i].Overlap - _wrongMean[BinOf(pairs[i].Distance)]);
        }

        _sameCount = Math.Max(0.5, count);
        _spread = Math.Clamp(Math.Sqrt(square / weight / 2), 0.05, 0.7);
        _gain = Math.Clamp(gain / (count + BeliefPairs), 0, 0.5);
        double variance = BeliefPairs * 0.15 * 0.15;
        for (int i = 0; i < pairs.Count; i++)
        {
            variance += same[i] * Math.Pow(pairs[i].Overlap - SameOverlap(pairs[i].Distance), 2);
        }

        _overlapSpread = Math.Max(LeastOverlapSpread, Math.Sqrt(variance / (count + BeliefPairs)));
    }

    private double SameOverlap(double distance) => Math.Min(1, _wrongMean[BinOf(distance)] + _gain);

    private double SameDistance(double distance) =>
        ((1 - FarShare) * Rayleigh(distance, _spread)) + (FarShare * Rayleigh(distance, FarFactor * _spread));

    private double FarOf(double distance)
    {
        double far = FarShare * Rayleigh(distance, FarFactor * _spread);
        return far / Math.Max(1e-12, far + ((1 - FarShare) * Rayleigh(distance, _spread)));
    }

    private static double Rayleigh(double distance, double spread)
    {
        double d = Math.Max(distance, 0.05);
        return d / (spread * spread) * Math.Exp(-d * d / (2 * spread * spread));
    }

    private static double Normal(double value, double mean, double spread) =>
        Math.Exp(-Math.Pow((value - mean) / spread, 2) / 2) / spread;

    private static int BinOf(double distance) => Math.Clamp((int)(distance / CandidatePair.Reach * Bins), 0, Bins - 1);
}
