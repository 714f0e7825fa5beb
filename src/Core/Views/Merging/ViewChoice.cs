using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Merging;

/// <summary>Of several detections in one view, the one that correlates best.</summary>
internal static class ViewChoice
{
    /// <summary>
    /// One detection of each view, the one that correlates best with a seed (the seed itself in its own view); ordered by view.
    /// </summary>
    public static int[] BestOfEachView(Detections detections, TraceCorrelation correlation, int seed, IEnumerable<int> members) =>
        BestOfEachView(detections, members, member => member == seed ? double.PositiveInfinity : correlation.Between(seed, member));

    /// <summary>One detection of each view, the one of the highest score and of equal scores the first; ordered by view.</summary>
    public static int[] BestOfEachView(Detections detections, IEnumerable<int> members, Func<int, double> score)
    {
        SortedDictionary<int, (int Detection, double Score)> best = [];
        foreach (int member in members)
        {
            double value = score(member);
            int view = detections.ViewOf(member);
            if (!best.TryGetValue(view, out (int, double Score) held) || value > held.Score)
            {
                best[view] = (member, value);
            }
        }

        return [.. best.Values.Select(b => b.Detection)];
    }
}
