namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Groups as they were meant: every detection in turn is a seed, and its group is what correlates with it and hangs together with it in
/// space, one detection a view.
/// </summary>
internal static class SeededGrouping
{
    /// <summary>Groups of detections, each ordered by view, in the order of their seeds; every group holds its seed.</summary>
    public static List<int[]> Run(
        Detections detections, TraceCorrelation correlation, int[][] neighbours, ViewMergingOptions options, CancellationToken cancellation)
    {
        List<int[]> groups = [];
        bool[] consumed = new bool[detections.Count];
        for (int seed = 0; seed < detections.Count; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (consumed[seed] || neighbours[seed].Length + 1 < options.MinViewCount)
            {
                continue;
            }

            List<int> near = ChainFrom(seed, [.. neighbours[seed].Where(d => !consumed[d])], detections, options.MaxDistancePx);
            int[] group = ViewChoice.BestOfEachView(detections, correlation, seed, near);
            if (group.Length >= options.MinViewCount)
            {
                groups.Add(group);
                Array.ForEach(group, d => consumed[d] = true);
            }
        }

        return groups;
    }

    /// <summary>The seed, and the candidates that a chain of steps of at most <paramref name="distance"/> px joins to it.</summary>
    private static List<int> ChainFrom(int seed, List<int> candidates, Detections detections, double distance)
    {
        List<int> chain = [seed];
        for (int link = 0; link < chain.Count; link++)
        {
            int from = chain[link];
            candidates.RemoveAll(candidate =>
            {
                bool joins = detections.SquaredDistance(from, candidate) <= distance * distance;
                if (joins)
                {
                    chain.Add(candidate);
                }

                return joins;
            });
        }

        return chain;
    }
}
