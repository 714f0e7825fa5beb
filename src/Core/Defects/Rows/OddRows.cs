namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// How far odd rows lie to the right of even ones: scanners that record both ways sample the way back a little early or late. Rows are
/// compared with the mean of those above and below, in steps along the row, which a slow change of brightness has no part in.
/// </summary>
internal static class OddRows
{
    private const int Farthest = 8;

    // Less is no fault that the networks notice, nor one that can be told for certain.
    private const double LeastShift = 0.3;

    // The likeness at the shift, how unlike the estimates from odd rows, even rows and the halves of the field may be.
    private const double LeastAlike = 0.3;
    private const double MostApart = 0.3;
    private const int LeastSide = 32;

    /// <summary>The shift, pixels; 0 where there is none for certain.</summary>
    /// <param name="frames">Some frames, each row by row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static double ShiftOf(float[][] frames, int height, int width)
    {
        if (height < LeastSide || width < LeastSide)
        {
            return 0;
        }

        float[] edges = Edges(frames, height, width);
        double[] odd = [Estimate(edges, height, width, 1, 0, width), Estimate(edges, height, width, 1, 0, width / 2),
            Estimate(edges, height, width, 1, width / 2, width)];
        double even = Estimate(edges, height, width, 0, 0, width);
        double shift = (odd[0] - even) / 2;
        bool isSure = double.IsFinite(shift) && Array.TrueForAll(odd, o => Math.Abs(o - shift) < MostApart)
            && Math.Abs(odd[0] + even) < 2 * MostApart && Math.Abs(shift) >= LeastShift;
        return isSure ? shift : 0;
    }

    /// <summary>The steps along each row of the frames' mean; 0 where there is no data.</summary>
    private static float[] Edges(float[][] frames, int height, int width)
    {
        double[] mean = new double[height * width];
        foreach (float[] frame in frames)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                mean[i] += frame[i];
            }
        }

        float[] edges = new float[mean.Length];
        for (int i = 0; i < edges.Length; i++)
        {
            int column = i % width;
            float step = column > 0 && column < width - 1 ? (float)((mean[i + 1] - mean[i - 1]) / frames.Length) : 0;
            edges[i] = float.IsFinite(step) ? step : 0;
        }

        return edges;
    }

    /// <summary>How far rows of a parity lie to the right of the mean of their neighbours, between columns; NaN for no likeness.</summary>
    private static double Estimate(float[] edges, int height, int width, int parity, int from, int to)
    {
        double[] alike = new double[(2 * Farthest) + 1];
        for (int s = -Farthest; s <= Farthest; s++)
        {
            (double product, double own, double other) = (0, 0, 0);
            for (int row = parity == 0 ? 2 : 1; row < height - 1; row += 2)
            {
                for (int x = from + Farthest; x < to - Farthest; x++)
                {
                    int at = (row * width) + x;
                    double a = edges[at + s];
                    double b = 0.5 * (edges[at - width] + edges[at + width]);
                    (product, own, other) = (product + (a * b), own + (a * a), other + (b * b));
                }
            }

            alike[s + Farthest] = own > 0 && other > 0 ? product / Math.Sqrt(own * other) : 0;
        }

        int best = Array.IndexOf(alike, alike.Max());
        if (alike[best] < LeastAlike || best == 0 || best == alike.Length - 1)
        {
            return double.NaN;
        }

        double bend = alike[best - 1] - (2 * alike[best]) + alike[best + 1];
        return best - Farthest + (bend < 0 ? 0.5 * (alike[best - 1] - alike[best + 1]) / bend : 0);
    }
}
