using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>
/// The resting level under a trace: a smooth course through the quiet parts of it. It follows bleaching, and neither short events nor
/// activity that lasts for a minute.
/// </summary>
/// <remarks>
/// Of each piece of about 5 s the level is the 20th percentile, raised by what noise alone lowers it (0.84 standard deviations). Through
/// these levels runs the curve of asymmetric least squares (Eilers and Boelens 2005): pieces that lie below it or within their error count
/// fully, those above by at most a tenth, and bends over less than 40 s cost.
/// </remarks>
internal static class TraceBaseline
{
    private const double PieceS = 5;
    private const double SmoothS = 40;
    private const int LeastPieceFrames = 10;

    // What is taken for the rate where it is not known.
    private const double UsualFrameRate = 10;

    private const double Percentile = 20;
    private const double NormalPercentile = 0.8416;
    private const double WeightAbove = 0.1;
    private const double ErrorsAllowed = 2.6;
    private const int StepCount = 30;

    /// <summary>The baseline, shape (frames).</summary>
    /// <param name="trace">Finite samples.</param>
    /// <param name="frameRate">Frames a second; null for unknown.</param>
    public static float[] Of(ReadOnlySpan<float> trace, double? frameRate)
    {
        int pieceFrames = PieceFrames(frameRate);
        int pieces = Math.Max(1, (int)Math.Round((double)trace.Length / pieceFrames));
        double noise = TraceQuality.NoiseOf(trace);
        double[] levels = new double[pieces];
        double[] centres = new double[pieces];
        for (int i = 0; i < pieces; i++)
        {
            int start = (int)((long)trace.Length * i / pieces);
            int end = (int)((long)trace.Length * (i + 1) / pieces);
            levels[i] = LowLevel(trace[start..end]) + (NormalPercentile * noise);
            centres[i] = (start + end - 1) / 2.0;
        }

        double error = Error(noise, frameRate);
        double bend = Math.Pow(SmoothS * (frameRate ?? UsualFrameRate) / pieceFrames, 2) / 4;
        return Between(centres, pieces < 3 ? Lowest(levels) : LowerEnvelope(levels, error, bend), trace.Length);
    }

    /// <summary>How far a level may be from the right one by noise alone (two standard errors of a percentile).</summary>
    public static double Error(double noise, double? frameRate) => ErrorsAllowed * noise / Math.Sqrt(PieceFrames(frameRate));

    private static int PieceFrames(double? frameRate) =>
        (int)Math.Max(LeastPieceFrames, Math.Round(PieceS * (frameRate ?? UsualFrameRate)));

    private static double LowLevel(ReadOnlySpan<float> piece)
    {
        float[] sorted = piece.ToArray();
        return sorted.Length == 0 ? 0 : OrderStatistics.Percentile(sorted, Percentile);
    }

    private static double[] Lowest(double[] levels)
    {
        double lowest = levels.Min();
        return Array.ConvertAll(levels, _ => lowest);
    }

    /// <summary>Minimises Σ w (level − z)² + bend · Σ (second differences of z)², with w small where the level lies above z.</summary>
    private static double[] LowerEnvelope(double[] levels, double error, double bend)
    {
        double[] weights = new double[levels.Length];
        Array.Fill(weights, 1);
        double[] curve = levels;
        for (int step = 0; step < StepCount; step++)
        {
            curve = Smooth(levels, weights, bend);
            double change = 0;
            for (int i = 0; i < levels.Length; i++)
            {
                double above = levels[i] - curve[i];
                double weight = above > error ? WeightAbove * Math.Min(1, error / above) : 1;
                change = Math.Max(change, Math.Abs(weight - weights[i]));
                weights[i] = weight;
            }

            if (change < 1e-3)
            {
                break;
            }
        }

        return curve;
    }

    /// <summary>Solves (W + bend · DᵀD) z = W y, a matrix of five bands, by its factors L D Lᵀ.</summary>
    private static double[] Smooth(double[] levels, double[] weights, double bend)
    {
        int n = levels.Length;
        double[] diagonal = new double[n];
        double[] first = new double[n];
        double[] second = new double[n];
        double[] curve = new double[n];
        for (int i = 0; i < n; i++)
        {
            // Second differences reach from i − 2 to i + 2, as far as there are levels.
            double main = weights[i] + (bend * ((i <= n - 3 ? 1 : 0) + (i >= 1 && i <= n - 2 ? 4 : 0) + (i >= 2 ? 1 : 0)));
            double beside = bend * ((i <= n - 3 ? -2 : 0) + (i >= 1 && i <= n - 2 ? -2 : 0));
            double before = i >= 1 ? first[i - 1] : 0;
            double before2 = i >= 2 ? second[i - 2] : 0;
            diagonal[i] = main - (i >= 1 ? before * before * diagonal[i - 1] : 0) - (i >= 2 ? before2 * before2 * diagonal[i - 2] : 0);
            first[i] = i < n - 1 ? (beside - (i >= 1 ? before * second[i - 1] * diagonal[i - 1] : 0)) / diagonal[i] : 0;
            second[i] = i < n - 2 ? bend / diagonal[i] : 0;
            curve[i] = (weights[i] * levels[i]) - (before * (i >= 1 ? curve[i - 1] : 0)) - (before2 * (i >= 2 ? curve[i - 2] : 0));
        }

        for (int i = 0; i < n; i++)
        {
            curve[i] /= diagonal[i];
        }

        for (int i = n - 1; i >= 0; i--)
        {
            curve[i] -= (i < n - 1 ? first[i] * curve[i + 1] : 0) + (i < n - 2 ? second[i] * curve[i + 2] : 0);
        }

        return curve;
    }

    /// <summary>Straight lines between the centres of the pieces, and on to the ends.</summary>
    private static float[] Between(double[] centres, double[] levels, int frames)
    {
        float[] baseline = new float[frames];
        int piece = 0;
        for (int t = 0; t < frames; t++)
        {
            while (piece < centres.Length - 2 && t > centres[piece + 1])
            {
                piece++;
            }

            baseline[t] = (float)(centres.Length == 1
                ? levels[0]
                : levels[piece] + ((levels[piece + 1] - levels[piece]) * (t - centres[piece]) / (centres[piece + 1] - centres[piece])));
        }

        return baseline;
    }
}
