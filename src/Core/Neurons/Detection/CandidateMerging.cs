using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// Unites the detections of one neuron. In their order, each detection not yet taken gathers those after it that are near and either
/// correlate with it or overlap it; of each such group the largest (or the best) stays, with its own footprint. Groups do not chain.
/// </summary>
internal sealed class CandidateMerging(Volume movie, NeuronFindingOptions options, IStageObserver observer)
{
    /// <summary>
    /// The published code merges so many detections at a time into what was left of those before. The outcome then depends on where the
    /// pieces happen to end; by default all are merged at once.
    /// </summary>
    private const int UpstreamChunk = 500;

    /// <summary>Pixels of a plane for each pair of the first pass.</summary>
    private const int PixelsAPair = 4;

    /// <summary>How many times the pairs of one pass the next one has.</summary>
    private const int PairGrowth = 4;

    /// <summary>
    /// Most pairs of neighbours that are held at a time: 100 MB. It does not change the outcome. The first pass over the movie takes as
    /// many as cost about what reading the movie does: its seeds take most detections, whose own pairs are then never asked for.
    /// </summary>
    public int PairsAPass { get; init; } = 1 << 22;

    /// <summary>Merges by correlation and overlap, then what is left by overlap alone.</summary>
    public IReadOnlyList<NeuronCandidate> Merge(IReadOnlyList<NeuronCandidate> candidates, CancellationToken token)
    {
        if (options.KeepBest)
        {
            candidates = [.. candidates.OrderByDescending(c => c.Score)];
        }

        IReadOnlyList<NeuronCandidate> kept = [];
        int chunk = options.IsUpstream ? UpstreamChunk : Math.Max(candidates.Count, 1);
        for (int start = 0; start < candidates.Count; start += chunk)
        {
            kept = Join([.. kept, .. candidates.Skip(start).Take(chunk)], options.MinOverlap, useCorrelation: true, token);
        }

        return Join(kept, options.FinalOverlap, useCorrelation: false, token);
    }

    /// <summary>One pass of grouping; emits one survivor a group, in the order of the seeds.</summary>
    internal IReadOnlyList<NeuronCandidate> Join(
        IReadOnlyList<NeuronCandidate> candidates, double overlap, bool useCorrelation, CancellationToken token)
    {
        List<NeuronCandidate> survivors = [];
        CandidateGrid grid = new(candidates, options.FarthestPx);
        bool[] done = new bool[candidates.Count];
        int pairs = movie.Height * movie.Width / PixelsAPair;
        for (int next = 0; next < candidates.Count;)
        {
            SeedBatch batch = SeedBatch.Gather(candidates, grid, done, next, overlap, useCorrelation, Math.Min(pairs, PairsAPass), token);
            double[] correlations = batch.Unresolved.Count == 0 ? [] : Correlate(candidates, batch.Unresolved, token);
            batch.Group(candidates, done, pair => correlations[pair] > options.MinCorrelation, options.KeepBest, survivors);
            next = batch.End;
            pairs = Math.Min(pairs, PairsAPass) * PairGrowth;
        }

        return survivors;
    }

    private double[] Correlate(IReadOnlyList<NeuronCandidate> candidates, List<(int First, int Second)> pairs, CancellationToken token)
    {
        // Only the footprints in question are measured.
        Dictionary<int, int> slots = [];
        List<Footprint> footprints = [];
        List<(int, int)> slotPairs = new(pairs.Count);
        foreach ((int first, int second) in pairs)
        {
            slotPairs.Add((SlotOf(first), SlotOf(second)));
        }

        observer.Verbose($"Comparing {pairs.Count} pairs of {footprints.Count} detections over {movie.FrameCount} frames.");
        return PairCorrelation.Measure(movie, [.. footprints], slotPairs, observer, token);

        int SlotOf(int candidate)
        {
            if (!slots.TryGetValue(candidate, out int slot))
            {
                slots.Add(candidate, slot = footprints.Count);
                footprints.Add(candidates[candidate].Footprint);
            }

            return slot;
        }
    }
}
