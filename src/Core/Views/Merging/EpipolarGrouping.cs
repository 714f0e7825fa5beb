using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Groups of detections that one neuron explains: their traces correlate, and one place in space puts all of them where they are. Every
/// detection proposes the group that it would be the seed of; proposals are accepted best first, and what an accepted one takes is taken
/// from the others.
/// </summary>
/// <param name="detections">All detections.</param>
/// <param name="correlation">Their correlations.</param>
/// <param name="neighbours">For each, those that correlate with it and that the gate admits.</param>
/// <param name="lines">Where each view sees what.</param>
/// <param name="gate">Which two detections may be one neuron.</param>
/// <param name="tolerancePx">How far a detection may lie from its neuron's place.</param>
/// <param name="minCorrelation">How strongly it must correlate with the group's mean trace.</param>
internal sealed class EpipolarGrouping(
    Detections detections,
    TraceCorrelation correlation,
    int[][] neighbours,
    ViewLines lines,
    EpipolarGate gate,
    double tolerancePx,
    double minCorrelation)
{
    private const int RefinementCount = 3;

    private readonly Detections _detections = detections;
    private readonly TraceCorrelation _correlation = correlation;
    private readonly ViewLines _lines = lines;
    private readonly DetectionGrid _grid = new(detections);
    private readonly DepthSweep _sweep = new(detections, gate);
    private readonly PlaceFit _fit = new(detections, lines);
    private readonly bool[] _taken = new bool[detections.Count];

    /// <summary>Whether a group holds the detection.</summary>
    public bool IsTaken(int detection) => _taken[detection];

    /// <summary>
    /// Takes groups of at least so many views out of what is left, each ordered by view, in the order of their first detections.
    /// </summary>
    public List<int[]> Run(int minViewCount, CancellationToken cancellation)
    {
        Proposal?[] proposals = new Proposal?[_detections.Count];
        ParallelLoop.For(proposals.Length, seed => proposals[seed] = Propose(seed, minViewCount), cancellation);
        PriorityQueue<Proposal, (double, int)> queue = new(proposals.OfType<Proposal>().Select(p => (p, p.Priority)));
        List<int[]> groups = [];
        while (queue.TryDequeue(out Proposal? best, out _))
        {
            cancellation.ThrowIfCancellationRequested();
            if (best.Members.Any(IsTaken))
            {
                // Something better took a part of it: it proposes what it can still have.
                if (Propose(best.Seed, minViewCount) is { } rest)
                {
                    queue.Enqueue(rest, rest.Priority);
                }

                continue;
            }

            int[] group = Complete(best);
            Array.ForEach(group, member => _taken[member] = true);
            groups.Add(group);
        }

        return [.. groups.OrderBy(g => g[0])];
    }

    /// <summary>The group around a seed; null where too few views agree with it.</summary>
    private Proposal? Propose(int seed, int minViewCount)
    {
        if (_taken[seed] || neighbours[seed].Length + 1 < minViewCount)
        {
            return null;
        }

        int[] candidates = [.. neighbours[seed].Where(d => !_taken[d])];
        (double depth, int views) = _sweep.Best(seed, candidates);
        if (views < minViewCount)
        {
            return null;
        }

        (double row, double column) = _lines[_detections.ViewOf(seed)].At(0, 0, depth);
        FittedPlace place = new(_detections.RowOf(seed) - row, _detections.ColumnOf(seed) - column, depth, 0, 0, 0);
        int[] members = [];
        for (int i = 0; i < RefinementCount; i++)
        {
            members = Choose(candidates, place, candidate => _correlation.Between(seed, candidate), [seed]);
            if (members.Length < minViewCount || !members.Contains(seed))
            {
                return null;
            }

            place = _fit.Solve(members, 1);
        }

        double support = members.Sum(m => Closeness(_fit.ResidualPx(m, place)));
        return new Proposal(seed, members, place, support);
    }

    /// <summary>
    /// Adds detections of views that have none in the group yet: they need not correlate with the seed, whose trace is as noisy as theirs,
    /// but with the mean of all.
    /// </summary>
    private int[] Complete(Proposal proposal)
    {
        float[] mean = _detections.MeanTraceOf(proposal.Members);
        HashSet<int> seen = [.. proposal.Members.Select(_detections.ViewOf)];
        List<int> found = [];
        for (int view = 0; view < _lines.Count; view++)
        {
            if (!seen.Contains(view))
            {
                (double row, double column) = _lines[view].At(proposal.Place.Row, proposal.Place.Column, proposal.Place.DepthOrZero);
                found.AddRange(_grid.Near(view, row, column, tolerancePx).Select(d => d.Detection).Where(d => !_taken[d]));
            }
        }

        Dictionary<int, double> correlations = found.ToDictionary(d => d, d => TraceCorrelation.Between(_detections.TraceOf(d), mean));
        return Choose(found.Where(d => correlations[d] > minCorrelation), proposal.Place, d => correlations[d], proposal.Members);
    }

    /// <summary>
    /// One detection of each view near its place, the best in distance and correlation, unless the view has its own already; by view.
    /// </summary>
    private int[] Choose(IEnumerable<int> candidates, FittedPlace place, Func<int, double> correlation, ReadOnlySpan<int> given)
    {
        SortedDictionary<int, int> chosen = [];
        foreach (int member in given)
        {
            if (_fit.ResidualPx(member, place) <= tolerancePx)
            {
                chosen[_detections.ViewOf(member)] = member;
            }
        }

        HashSet<int> decided = [.. chosen.Keys];
        foreach (int candidate in candidates)
        {
            int view = _detections.ViewOf(candidate);
            if (decided.Contains(view) || _fit.ResidualPx(candidate, place) > tolerancePx)
            {
                continue;
            }

            bool isFirst = !chosen.TryGetValue(view, out int rival);
            if (isFirst || Cost(candidate, place, correlation) < Cost(rival, place, correlation))
            {
                chosen[view] = candidate;
            }
        }

        return [.. chosen.Values];
    }

    /// <summary>Both parts run from 0 to 1 over what is allowed at all.</summary>
    private double Cost(int candidate, FittedPlace place, Func<int, double> correlation) =>
        ((1 - correlation(candidate)) / (1 - minCorrelation)) + 1 - Closeness(_fit.ResidualPx(candidate, place));

    private double Closeness(double residualPx) => 1 - Math.Min(1, residualPx * residualPx / (tolerancePx * tolerancePx));

    private sealed record Proposal(int Seed, int[] Members, FittedPlace Place, double Support)
    {
        /// <summary>Strongest support first; of equal ones the first seed.</summary>
        public (double, int) Priority => (-Support, Seed);
    }
}
