using DeepWonder3D.Views.Merging;
using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Upstream;

/// <summary>
/// Groups as the published code forms them: every detection in turn is a seed, the largest spatial cluster of what correlates with it is
/// taken whether or not it holds the seed, and duplicates stay.
/// </summary>
internal static class UpstreamGrouping
{
    /// <summary>Groups of detections, each ordered by view, in the order of their seeds.</summary>
    public static List<int[]> Run(
        Detections detections, TraceCorrelation correlation, int[][] neighbours, ViewMergingOptions options, CancellationToken cancellation)
    {
        int minViews = options.MinViewCountOf(detections.ViewIds.Length);
        List<int[]> groups = [];
        bool[] consumed = new bool[detections.Count];
        for (int seed = 0; seed < detections.Count; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (consumed[seed] || !correlation.IsUsable(seed))
            {
                continue;
            }

            List<int> candidates = [.. neighbours[seed].Append(seed).Where(d => !consumed[d]).Order()];
            if (candidates.Count < minViews)
            {
                continue;
            }

            List<int> cluster = SingleLinkage.LargestCluster(detections, candidates, options.MaxDistancePx);
            if (cluster.Count < minViews)
            {
                continue;
            }

            int[] group = ViewChoice.BestOfEachView(detections, correlation, seed, cluster);
            if (group.Length >= minViews)
            {
                groups.Add(group);
                Array.ForEach(group, d => consumed[d] = true);
            }
        }

        return groups;
    }
}
