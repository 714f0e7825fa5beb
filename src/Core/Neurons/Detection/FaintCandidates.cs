using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>Fainter, smaller and less round detections where nothing else was found: the recording says what they are.</summary>
internal static class FaintCandidates
{
    // Two detections that share more than this part of one are no two neurons.
    private const double LeastShared = 0.3;

    /// <summary>What was found, and behind it what else there is.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="scores">The scores it was found in.</param>
    /// <param name="movie">The movie that the scores are of.</param>
    /// <param name="opened">What counts as a detection here.</param>
    /// <param name="observer">Told how many there are.</param>
    /// <param name="token">Stops the work.</param>
    public static IReadOnlyList<NeuronCandidate> AddTo(
        IReadOnlyList<NeuronCandidate> found,
        Volume scores,
        Volume movie,
        NeuronFindingOptions opened,
        IStageObserver observer,
        CancellationToken token)
    {
        List<NeuronCandidate> faint = new CandidateSearch(scores, opened, SilentObserver.Instance).Find(token);
        IReadOnlyList<NeuronCandidate> merged = new CandidateMerging(movie, opened, SilentObserver.Instance).Merge(faint, token);
        NeuronCandidate[] all = [.. found, .. merged];
        CandidateGrid grid = new(all, 2 * opened.FarthestPx);
        bool[] isKnown = new bool[all.Length];
        List<int> near = [];
        for (int i = 0; i < found.Count; i++)
        {
            grid.FindLater(i, isKnown, near);
            foreach (int other in near.Where(o => o >= found.Count))
            {
                isKnown[other] = all[i].DistanceTo(all[other]) < opened.FarthestPx || all[i].Overlaps(all[other], LeastShared);
            }
        }

        NeuronCandidate[] others = [.. all.Where((_, i) => i >= found.Count && !isKnown[i])];
        observer.Verbose($"{others.Length} fainter or smaller detections elsewhere are judged as well.");
        return [.. found, .. others];
    }
}
