using DeepWonder3D.Work;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// Lays out where the neurons of a view are measured: each one's pixels, the rim that its light reaches, and its surround.
/// </summary>
internal static class AreaMap
{
    // Light of a neuron is looked for up to this share of its radius outside its outline, and at least so many pixels.
    private const double RimShare = 1;
    private const double LeastRimPx = 2;

    /// <summary>The areas, one a neuron.</summary>
    /// <param name="neurons">Each neuron's pixels (row · width + column), ascending; none where the view does not see it.</param>
    /// <param name="height">Rows of the view.</param>
    /// <param name="width">Columns of the view.</param>
    /// <param name="token">Stops the work.</param>
    public static MeasuredArea[] Of(IReadOnlyList<int[]> neurons, int height, int width, CancellationToken token)
    {
        NeuropilRing ring = new(neurons.SelectMany(n => n), height, width);
        MeasuredArea[] areas = new MeasuredArea[neurons.Count];
        ParallelLoop.For(
            areas.Length, i => areas[i] = neurons[i].Length == 0 ? MeasuredArea.None : Area(neurons[i], ring, height, width), token);
        return areas;
    }

    private static MeasuredArea Area(int[] pixels, NeuropilRing ring, int height, int width)
    {
        double radius = Math.Sqrt(pixels.Length / Math.PI);
        (int[] support, float[] depth) = Support(pixels, radius, height, width);
        MeasuredArea area = new() { Pixels = pixels, Support = support, Depth = depth, Ring = [] };
        (double row, double column) = area.CentreIn(width);
        return area with { Ring = ring.Around(row, column, radius, pixels.Length) };
    }

    private static (int[] Support, float[] Depth) Support(int[] pixels, double radius, int height, int width)
    {
        int rim = (int)Math.Ceiling(Math.Max(LeastRimPx, RimShare * radius));
        (int top, int bottom) = (Math.Max(0, (pixels[0] / width) - rim), Math.Min(height - 1, (pixels[^1] / width) + rim));
        (int left, int right) = (Math.Max(0, pixels.Min(p => p % width) - rim), Math.Min(width - 1, pixels.Max(p => p % width) + rim));
        HashSet<int> inside = [.. pixels];
        (int Row, int Column)[] edge = [.. pixels.Select(p => (p / width, p % width)).Where(p => IsEdge(inside, p, height, width))];
        List<int> support = [];
        List<float> depth = [];
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                // From pixel centre to the outline, which runs half a pixel outside the centres of the outermost pixels.
                double distance = DistanceTo(edge, row, column);
                bool isInside = inside.Contains((row * width) + column);
                if (isInside || distance - 0.5 <= Math.Max(LeastRimPx, RimShare * radius))
                {
                    support.Add((row * width) + column);
                    depth.Add((float)((isInside ? -(distance + 0.5) : distance - 0.5) / radius));
                }
            }
        }

        return ([.. support], [.. depth]);
    }

    private static bool IsEdge(HashSet<int> inside, (int Row, int Column) pixel, int height, int width) =>
        pixel.Row == 0 || pixel.Row == height - 1 || pixel.Column == 0 || pixel.Column == width - 1
        || !inside.Contains(((pixel.Row - 1) * width) + pixel.Column) || !inside.Contains(((pixel.Row + 1) * width) + pixel.Column)
        || !inside.Contains((pixel.Row * width) + pixel.Column - 1) || !inside.Contains((pixel.Row * width) + pixel.Column + 1);

    private static double DistanceTo((int Row, int Column)[] edge, int row, int column)
    {
        int least = int.MaxValue;
        foreach ((int r, int c) in edge)
        {
            least = Math.Min(least, ((r - row) * (r - row)) + ((c - column) * (c - column)));
        }

        return Math.Sqrt(least);
    }
}
