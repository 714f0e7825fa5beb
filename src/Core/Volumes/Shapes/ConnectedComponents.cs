namespace DeepWonder3D.Volumes;

/// <summary>
/// Foreground pixels that touch at edges or corners, gathered: rows are cut into runs, and runs of neighbouring rows that touch are united.
/// </summary>
internal static class ConnectedComponents
{
    /// <summary>Finds all components.</summary>
    /// <param name="foreground">Shape (height, <paramref name="width"/>).</param>
    /// <param name="width">Columns.</param>
    /// <returns>The pixel numbers of each, ascending; components in the order of their first pixels.</returns>
    public static List<int[]> Find(ReadOnlySpan<bool> foreground, int width)
    {
        List<Run> runs = FindRuns(foreground, width, out List<int> parents);
        int[] sizes = new int[runs.Count];
        for (int i = 0; i < runs.Count; i++)
        {
            sizes[Root(parents, i)] += runs[i].End - runs[i].Start;
        }

        // A root is the first run of its component, so that roots ascend as the components' first pixels do.
        List<int[]> components = [];
        int[] componentOf = new int[runs.Count];
        int[] filled = new int[runs.Count];
        for (int i = 0; i < runs.Count; i++)
        {
            int root = Root(parents, i);
            if (root == i)
            {
                componentOf[i] = components.Count;
                components.Add(new int[sizes[i]]);
            }

            int[] pixels = components[componentOf[root]];
            for (int pixel = runs[i].Start; pixel < runs[i].End; pixel++)
            {
                pixels[filled[root]++] = pixel;
            }
        }

        return components;
    }

    private static List<Run> FindRuns(ReadOnlySpan<bool> foreground, int width, out List<int> parents)
    {
        List<Run> runs = [];
        parents = [];
        int above = 0;
        for (int rowStart = 0; rowStart < foreground.Length; rowStart += width)
        {
            int firstOfRow = runs.Count;
            ReadOnlySpan<bool> row = foreground.Slice(rowStart, width);
            for (int start = row.IndexOf(true); start >= 0;)
            {
                int length = row[start..].IndexOf(false);
                int end = length < 0 ? width : start + length;
                parents.Add(runs.Count);
                runs.Add(new Run(rowStart + start, rowStart + end));
                int gap = row[end..].IndexOf(true);
                start = gap < 0 ? -1 : end + gap;
            }

            UniteTouching(runs, above, firstOfRow, width, parents);
            above = firstOfRow;
        }

        return runs;
    }

    /// <summary>
    /// Unites runs of the last row (from <paramref name="current"/> on) with those of the one above (from <paramref name="above"/> on).
    /// </summary>
    private static void UniteTouching(List<Run> runs, int above, int current, int width, List<int> parents)
    {
        int upper = above;
        int lower = current;
        while (upper < current && lower < runs.Count)
        {
            int start = runs[upper].Start + width;
            int end = runs[upper].End + width;

            // Ends are exclusive, so that equality is a touch at a corner.
            if (start <= runs[lower].End && end >= runs[lower].Start)
            {
                Unite(parents, upper, lower);
            }

            if (end < runs[lower].End)
            {
                upper++;
            }
            else
            {
                lower++;
            }
        }
    }

    private static void Unite(List<int> parents, int a, int b)
    {
        int rootA = Root(parents, a);
        int rootB = Root(parents, b);
        parents[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
    }

    private static int Root(List<int> parents, int run)
    {
        while (parents[run] != run)
        {
            parents[run] = parents[parents[run]];
            run = parents[run];
        }

        return run;
    }

    /// <summary>Pixel numbers, half-open, within one row.</summary>
    private readonly record struct Run(int Start, int End);
}
