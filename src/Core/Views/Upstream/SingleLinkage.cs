using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Upstream;

/// <summary>
/// Single-linkage clustering of a few detections by place, as the published merging does it: the tree of merges by ascending distance, cut
/// at a distance, and of equally large clusters the one that a fixed walk of the tree meets first.
/// </summary>
internal sealed class SingleLinkage(int leaves)
{
    private readonly int _leaves = leaves;
    private readonly (int Left, int Right, double Height, int Size)[] _merges = new (int, int, double, int)[leaves - 1];

    /// <summary>
    /// The largest cluster whose members hang together at <paramref name="distance"/> px or less, in the order of
    /// <paramref name="members"/>.
    /// </summary>
    public static List<int> LargestCluster(Detections detections, List<int> members, double distance)
    {
        SingleLinkage tree = new(members.Count);
        tree.Merge(SpanningSteps(detections, members));
        return [.. tree.LeavesUnder(tree.LargestNode(distance)).Order().Select(leaf => members[leaf])];
    }

    /// <summary>
    /// Prim's algorithm from the first member: each step goes from the member taken last to the one nearest to any taken, at that nearest
    /// distance, which gives the same clusters at every height as the tree's own edges.
    /// </summary>
    private static (int From, int To, double Distance)[] SpanningSteps(Detections detections, List<int> members)
    {
        int count = members.Count;
        (int, int, double)[] steps = new (int, int, double)[count - 1];
        double[] nearest = new double[count];
        bool[] taken = new bool[count];
        Array.Fill(nearest, double.PositiveInfinity);
        int last = 0;
        for (int step = 0; step < steps.Length; step++)
        {
            taken[last] = true;
            int next = -1;
            for (int i = 0; i < count; i++)
            {
                if (taken[i])
                {
                    continue;
                }

                nearest[i] = Math.Min(nearest[i], Math.Sqrt(detections.SquaredDistance(members[last], members[i])));
                next = next < 0 || nearest[i] < nearest[next] ? i : next;
            }

            steps[step] = (last, next, nearest[next]);
            last = next;
        }

        return steps;
    }

    private void Merge((int From, int To, double Distance)[] steps)
    {
        int[] parents = [.. Enumerable.Range(0, _leaves + _merges.Length)];
        int index = 0;

        // OrderBy is stable, which decides between equal distances.
        foreach ((int from, int to, double distance) in steps.OrderBy(s => s.Distance))
        {
            int a = Root(parents, from);
            int b = Root(parents, to);
            int node = _leaves + index;
            parents[a] = node;
            parents[b] = node;
            _merges[index++] = (Math.Min(a, b), Math.Max(a, b), distance, SizeOf(a) + SizeOf(b));
        }
    }

    private static int Root(int[] parents, int node)
    {
        while (parents[node] != node)
        {
            parents[node] = parents[parents[node]];
            node = parents[node];
        }

        return node;
    }

    private int SizeOf(int node) => node < _leaves ? 1 : _merges[node - _leaves].Size;

    /// <summary>The first largest cluster in the published order: left and right branches before single leaves.</summary>
    private int LargestNode(double distance)
    {
        int largest = -1;
        Stack<int> open = new([_leaves + _merges.Length - 1]);
        while (open.TryPop(out int node))
        {
            if (node < _leaves || _merges[node - _leaves].Height <= distance)
            {
                largest = largest < 0 || SizeOf(node) > SizeOf(largest) ? node : largest;
                continue;
            }

            (int left, int right, _, _) = _merges[node - _leaves];
            foreach (int child in new[] { right, left }.OrderBy(child => child >= _leaves))
            {
                open.Push(child);
            }
        }

        return largest;
    }

    private IEnumerable<int> LeavesUnder(int root)
    {
        Stack<int> open = new([root]);
        while (open.TryPop(out int node))
        {
            if (node < _leaves)
            {
                yield return node;
                continue;
            }

            open.Push(_merges[node - _leaves].Left);
            open.Push(_merges[node - _leaves].Right);
        }
    }
}
