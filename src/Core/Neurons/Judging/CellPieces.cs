using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons.Judging;

/// <summary>
/// Finds that are pieces of one cell: what lights up with either is the same, and brightest at the same place. What lights up with two
/// cells that touch has two middles.
/// </summary>
/// <remarks>
/// Tried on all pairs of finds within 1.3 diameters of a real one-photon recording and of simulated ones (seeds 5201, 5202): pieces of one
/// cell are alike by 0.99 at 0.52 and 0.63 diameters from each other; of different cells the nearest to that were 0.70 away, alike by 1.00
/// with middles a third of a diameter apart, and 0.71 away, alike by 0.97, both where cells have three pixels.
/// </remarks>
internal static class CellPieces
{
    private const double Farthest = 0.66;
    private const double LeastAlike = 0.98;
    private const double MiddlesApart = 0.2;

    // What is hardly a cell's body adds nothing to one.
    private const double LeastProbability = 0.5;

    /// <summary>Groups of finds that are one cell each, two finds or more in a group.</summary>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<CellEvidence> finds)
    {
        int[] firsts = [.. Enumerable.Range(0, finds.Count)];
        for (int i = 0; i < finds.Count; i++)
        {
            for (int j = i + 1; j < finds.Count; j++)
            {
                if (Math.Min(finds[i].Probability, finds[j].Probability) >= LeastProbability && AreOne(finds[i].Cell, finds[j].Cell))
                {
                    (int low, int high) = (Math.Min(firsts[i], firsts[j]), Math.Max(firsts[i], firsts[j]));
                    firsts = [.. firsts.Select(f => f == high ? low : f)];
                }
            }
        }

        return [.. Enumerable.Range(0, finds.Count).GroupBy(i => firsts[i]).Where(g => g.Count() > 1).Select(g => g.ToArray())];
    }

    /// <summary>
    /// One detection for all pieces of a cell, of all their pixels and with the best one's score; the others as they are.
    /// </summary>
    /// <param name="judged">The detections, judged.</param>
    /// <param name="pieces">How many fewer there are.</param>
    public static List<NeuronCandidate> Join(IReadOnlyList<NeuronCandidate> judged, out int pieces)
    {
        IReadOnlyList<int[]> groups = Of([.. judged.Select(c => c.Seen!.Value)]);
        HashSet<int> joined = [.. groups.SelectMany(g => g)];
        pieces = joined.Count - groups.Count;
        return
        [
            .. judged.Where((_, i) => !joined.Contains(i)),
            .. groups.Select(group => Joined([.. group.Select(i => judged[i])])),
        ];
    }

    private static NeuronCandidate Joined(NeuronCandidate[] parts)
    {
        int width = parts[0].Footprint.Width;
        int[] pixels = [.. parts.SelectMany(p => p.Footprint.Pixels.ToArray()).Distinct().Order()];
        bool[] covered = new bool[((pixels[^1] / width) + 1) * width];
        Array.ForEach(pixels, p => covered[p] = true);
        NeuronCandidate best = parts.MaxBy(p => p.IsScored ? p.Score : double.NegativeInfinity)!;
        return best with
        {
            Footprint = new Footprint(pixels, width),
            Row = pixels.Average(p => (double)(p / width)),
            Column = pixels.Average(p => (double)(p % width)),
            Roundness = ConnectedComponents.Find(covered, width).Count == 1 ? new Silhouette(pixels, width).Roundness : double.NaN,
        };
    }

    private static bool AreOne(SeenCell one, SeenCell other) => one.DistanceOf(one.Centre, other.Centre) <= Farthest
        && one.DistanceOf(one.Middle, other.Middle) <= MiddlesApart
        && one.Alike(other) >= LeastAlike;
}
