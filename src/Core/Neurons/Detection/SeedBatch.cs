namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// Consecutive candidates that may become seeds of groups, with their later neighbours. Whether a neighbour belongs to a seed is known at
/// once where they overlap, and otherwise asked of the movie, for all pairs of the batch together.
/// </summary>
internal sealed class SeedBatch
{
    private const int Linked = -1;

    private readonly List<int> _seeds = [];

    /// <summary>Where each seed's neighbours end in <see cref="_neighbours"/>.</summary>
    private readonly List<int> _ends = [];
    private readonly List<(int Candidate, int Pair)> _neighbours = [];

    private SeedBatch()
    {
    }

    /// <summary>Pairs of seed and neighbour that overlap does not decide.</summary>
    public List<(int First, int Second)> Unresolved { get; } = [];

    /// <summary>The first candidate behind the batch.</summary>
    public int End { get; private set; }

    /// <summary>
    /// Gathers seeds from <paramref name="start"/> on until they have <paramref name="mostPairs"/> neighbours; at least one.
    /// </summary>
    public static SeedBatch Gather(
        IReadOnlyList<NeuronCandidate> candidates,
        CandidateGrid grid,
        bool[] done,
        int start,
        double overlap,
        bool useCorrelation,
        int mostPairs,
        CancellationToken token)
    {
        SeedBatch batch = new() { End = start };
        List<int> near = [];
        for (; batch.End < candidates.Count && (batch._seeds.Count == 0 || batch._neighbours.Count < mostPairs); batch.End++)
        {
            token.ThrowIfCancellationRequested();
            int seed = batch.End;
            if (done[seed])
            {
                continue;
            }

            grid.FindLater(seed, done, near);
            foreach (int other in near)
            {
                batch.Add(seed, other, candidates[seed].Overlaps(candidates[other], overlap), useCorrelation);
            }

            batch._seeds.Add(seed);
            batch._ends.Add(batch._neighbours.Count);
        }

        return batch;
    }

    /// <summary>Forms the groups and adds the largest member of each, or its seed, to <paramref name="survivors"/>.</summary>
    /// <param name="candidates">All candidates.</param>
    /// <param name="done">Which of them are in a group; updated.</param>
    /// <param name="correlates">Whether an unresolved pair correlates enough.</param>
    /// <param name="keepSeed">Whether the seed stays, whatever its size.</param>
    /// <param name="survivors">Where the survivors go.</param>
    public void Group(
        IReadOnlyList<NeuronCandidate> candidates, bool[] done, Func<int, bool> correlates, bool keepSeed, List<NeuronCandidate> survivors)
    {
        int start = 0;
        for (int i = 0; i < _seeds.Count; start = _ends[i], i++)
        {
            int seed = _seeds[i];
            if (done[seed])
            {
                continue;
            }

            done[seed] = true;
            NeuronCandidate? largest = null;
            for (int n = start; n < _ends[i]; n++)
            {
                (int other, int pair) = _neighbours[n];
                if (!done[other] && (pair == Linked || correlates(pair)))
                {
                    done[other] = true;
                    largest = Larger(largest, candidates[other]);
                }
            }

            // The seed comes last: of equally large members the first neighbour stays, as published.
            survivors.Add(keepSeed ? candidates[seed] : Larger(largest, candidates[seed]));
        }
    }

    private static NeuronCandidate Larger(NeuronCandidate? known, NeuronCandidate other) =>
        known is null || other.Footprint.Count > known.Footprint.Count ? other : known;

    private void Add(int seed, int other, bool overlaps, bool useCorrelation)
    {
        if (overlaps)
        {
            _neighbours.Add((other, Linked));
        }
        else if (useCorrelation)
        {
            _neighbours.Add((other, Unresolved.Count));
            Unresolved.Add((seed, other));
        }
    }
}
