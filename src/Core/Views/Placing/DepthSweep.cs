namespace DeepWonder3D.Views.Placing;

/// <summary>The depth at which most views agree with a detection.</summary>
internal sealed class DepthSweep(Detections detections, EpipolarGate gate)
{
    /// <summary>
    /// Every candidate agrees with the seed over an interval of depths; sweeping over the ends of all intervals finds where those of most
    /// views overlap, exactly. Returns the middle of that stretch, nearest to 0 of equal ones, and how many views agree there, the seed's
    /// included.
    /// </summary>
    public (double RawDepth, int Views) Best(int seed, ReadOnlySpan<int> candidates)
    {
        (double Depth, int View, bool Begins)[] ends = EndsOf(seed, candidates);
        int[] open = new int[detections.ViewIds.Length];
        int views = 1;
        (double Depth, int Views) best = (0, 1);
        for (int i = 0; i < ends.Length; i++)
        {
            (double depth, int view, bool begins) = ends[i];
            if (!begins)
            {
                views -= --open[view] == 0 ? 1 : 0;
            }
            else if (open[view]++ == 0)
            {
                views++;
                double middle = 0.5 * (depth + ends[i + 1].Depth);
                if (views > best.Views || (views == best.Views && Math.Abs(middle) < Math.Abs(best.Depth)))
                {
                    best = (middle, views);
                }
            }
        }

        return best;
    }

    private (double Depth, int View, bool Begins)[] EndsOf(int seed, ReadOnlySpan<int> candidates)
    {
        List<(double Depth, int View, bool Begins)> ends = new(2 * candidates.Length);
        foreach (int candidate in candidates)
        {
            if (gate.TryDepths(seed, candidate, out double from, out double to))
            {
                int view = detections.ViewOf(candidate);
                ends.Add((from, view, true));
                ends.Add((to, view, false));
            }
        }

        (double Depth, int View, bool Begins)[] sorted = [.. ends];
        Array.Sort(sorted, static (a, b) =>
        {
            int byDepth = a.Depth.CompareTo(b.Depth);
            int byKind = byDepth != 0 ? byDepth : b.Begins.CompareTo(a.Begins);
            return byKind != 0 ? byKind : a.View.CompareTo(b.View);
        });
        return sorted;
    }
}
