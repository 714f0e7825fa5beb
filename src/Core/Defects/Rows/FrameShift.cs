namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// By how many whole pixels a frame's picture lies beside another's, outside of some rows: tissue that leapt explains rows that differ.
/// </summary>
internal static class FrameShift
{
    /// <summary>Shifts are looked for up to this many pixels.</summary>
    public const int Farthest = 12;

    // So many samples say enough of where a picture lies.
    private const int MostSamples = 1 << 14;

    /// <summary>The shift at which the pictures are most alike; none where that is not clear.</summary>
    /// <param name="now">The frame, row by row.</param>
    /// <param name="then">The other frame.</param>
    /// <param name="width">Columns.</param>
    /// <param name="without">Rows that do not count, half-open.</param>
    /// <returns>A pixel (r, c) of the frame shows what (r + Rows, c + Columns) showed in the other.</returns>
    public static (int Rows, int Columns) Of(float[] now, float[] then, int width, (int First, int End) without)
    {
        int height = now.Length / width;
        int reach = Math.Min(Farthest, Math.Min(height, width) / 8);
        int[] rows = [.. Enumerable.Range(reach, Math.Max(0, height - (2 * reach)))
            .Where(r => r < without.First - 1 || r > without.End)];
        int step = Math.Max(1, rows.Length * (width - (2 * reach)) / MostSamples);
        rows = [.. rows.Where((_, i) => i % step == 0)];
        (double best, (int, int) at) = (0, (0, 0));
        double still = 0;
        for (int dy = -reach; dy <= reach; dy++)
        {
            for (int dx = -reach; dx <= reach; dx++)
            {
                double alike = Alike(now, then, width, rows, reach, dy, dx);
                still = dy == 0 && dx == 0 ? alike : still;
                if (alike > best)
                {
                    (best, at) = (alike, (dy, dx));
                }
            }
        }

        // By chance one of the shifts fits a little better than none.
        double certainty = (Math.Atanh(Math.Clamp(best, -0.999, 0.999)) - Math.Atanh(Math.Clamp(still, -0.999, 0.999)))
            * Math.Sqrt(Math.Max(0, (rows.Length * (width - (2 * reach))) - 3) / 2.0);
        return certainty > 4 ? at : (0, 0);
    }

    private static double Alike(float[] now, float[] then, int width, int[] rows, int reach, int dy, int dx)
    {
        (double n, double sa, double sb, double aa, double bb, double ab) = (0, 0, 0, 0, 0, 0);
        foreach (int row in rows)
        {
            int a = row * width;
            int b = ((row + dy) * width) + dx;
            for (int x = reach; x < width - reach; x++)
            {
                (float u, float v) = (now[a + x], then[b + x]);
                if (float.IsFinite(u + v))
                {
                    (n, sa, sb, aa, bb, ab) = (n + 1, sa + u, sb + v, aa + (u * u), bb + (v * v), ab + (u * v));
                }
            }
        }

        double product = (aa - (sa * sa / n)) * (bb - (sb * sb / n));
        return n > 8 && product > 0 ? (ab - (sa * sb / n)) / Math.Sqrt(product) : 0;
    }
}
