using DeepWonder3D.Neurons;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>
/// The smooth outer outline of a footprint. Coordinates are those of the view: pixel (row, column) covers the square from (column, row) to
/// (column + 1, row + 1). Holes have no outline.
/// </summary>
internal static class FootprintOutline
{
    /// <summary>Below so many sides the corners are kept: a smoothed outline of one or two pixels would shrink to a dot.</summary>
    private const int FewSides = 12;

    private const int SmoothingPasses = 2;

    private static readonly (int X, int Y)[] s_headings = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    /// <summary>The outline as a closed path, scaled by <paramref name="zoom"/> and moved to <paramref name="origin"/>.</summary>
    public static SKPath Path(Footprint footprint, float zoom, SKPoint origin)
    {
        using SKPathBuilder path = new();
        foreach (List<(double X, double Y)> loop in Loops(footprint))
        {
            SKPoint At(int i) => new(
                origin.X + (zoom * (float)loop[i % loop.Count].X), origin.Y + (zoom * (float)loop[i % loop.Count].Y));
            SKPoint Halfway(int i) => new((At(i).X + At(i + 1).X) / 2, (At(i).Y + At(i + 1).Y) / 2);
            path.MoveTo(Halfway(0));
            for (int i = 1; i <= loop.Count; i++)
            {
                path.QuadTo(At(i), Halfway(i));
            }

            path.Close();
        }

        return path.Detach();
    }

    /// <summary>The corner points of the smooth outline, one loop for each separate part.</summary>
    public static List<List<(double X, double Y)>> Loops(Footprint footprint)
    {
        List<List<(double X, double Y)>> loops = [];
        if (footprint.Count == 0)
        {
            return loops;
        }

        FootprintMask mask = new(footprint);
        HashSet<(int X, int Y)> walked = [];
        for (int i = 0; i < footprint.Count; i++)
        {
            (int x, int y) = (footprint.ColumnAt(i), footprint.RowAt(i));
            if (!mask[y - 1, x] && !walked.Contains((x, y)) && Walk(mask, (x, y), walked) is { } corners && SignedArea(corners) > 0)
            {
                loops.Add(Smooth(corners));
            }
        }

        return loops;
    }

    /// <summary>Walks pixel sides from the top side of a pixel, the footprint on the right hand, until the loop closes.</summary>
    private static List<(double X, double Y)> Walk(FootprintMask mask, (int X, int Y) start, HashSet<(int X, int Y)> walked)
    {
        List<(double X, double Y)> corners = [];
        (int x, int y) = start;
        int heading = 0;
        do
        {
            corners.Add((x, y));
            if (heading == 0)
            {
                walked.Add((x, y));
            }

            x += s_headings[heading].X;
            y += s_headings[heading].Y;

            // Left first, so that pixels that touch at a corner stay in one outline.
            int turn = -1;
            while (!IsSide(mask, x, y, (heading + turn + 4) % 4))
            {
                turn++;
            }

            heading = (heading + turn + 4) % 4;
        }
        while ((x, y) != start || heading != 0);
        return corners;
    }

    /// <summary>Whether the pixel side that leaves a corner has the footprint on its right and something else on its left.</summary>
    private static bool IsSide(FootprintMask mask, int x, int y, int heading) => heading switch
    {
        0 => mask[y, x] && !mask[y - 1, x],
        1 => mask[y, x - 1] && !mask[y, x],
        2 => mask[y - 1, x - 1] && !mask[y, x - 1],
        _ => mask[y - 1, x] && !mask[y - 1, x - 1],
    };

    private static double SignedArea(List<(double X, double Y)> corners)
    {
        double area = 0;
        for (int i = 0; i < corners.Count; i++)
        {
            (double x, double y) = corners[i];
            (double nextX, double nextY) = corners[(i + 1) % corners.Count];
            area += (x * nextY) - (nextX * y);
        }

        return area / 2;
    }

    private static List<(double X, double Y)> Smooth(List<(double X, double Y)> corners)
    {
        if (corners.Count < FewSides)
        {
            return corners;
        }

        // The middles of the sides turn a staircase into a straight line; the weights 1, 2, 1 round off what is left.
        List<(double X, double Y)> points = Weighted(corners, 0, 1, 1);
        for (int pass = 0; pass < SmoothingPasses; pass++)
        {
            points = Weighted(points, 1, 2, 1);
        }

        return points;
    }

    private static List<(double X, double Y)> Weighted(List<(double X, double Y)> points, double before, double here, double after)
    {
        List<(double X, double Y)> result = new(points.Count);
        double total = before + here + after;
        for (int i = 0; i < points.Count; i++)
        {
            (double x, double y) = points[i];
            (double lastX, double lastY) = points[(i + points.Count - 1) % points.Count];
            (double nextX, double nextY) = points[(i + 1) % points.Count];
            result.Add((
                ((before * lastX) + (here * x) + (after * nextX)) / total,
                ((before * lastY) + (here * y) + (after * nextY)) / total));
        }

        return result;
    }
}
